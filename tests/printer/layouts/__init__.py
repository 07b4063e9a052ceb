"""The layouts that the printer knows, by name. Each takes a Job and gives a Body (see base.py)."""

from __future__ import annotations

from collections.abc import Callable

from tests.printer.layouts import blocks, bundle, rows, sums, texts
from tests.printer.layouts.base import Body, Job

LAYOUTS: dict[str, Callable[[Job], Body]] = {
    f.__name__: f
    for f in (
        blocks.blocks,
        blocks.blocks_alone,
        blocks.form,
        blocks.two_columns,
        rows.ruled_table,
        rows.horizontal_table,
        rows.unruled_table,
        rows.export,
        rows.tasks,
        rows.merged_cells,
        rows.cells_with_lists,
        rows.turned_header,
        rows.notes_under_table,
        rows.marks,
        sums.savings,
        sums.wide_table,
        sums.tertial,
        texts.bullets,
        texts.proposals,
        texts.minutes,
        texts.comments,
        texts.prose,
        bundle.bundle,
    )
}
