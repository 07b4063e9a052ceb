"""Draw a table over as many pages as it needs: cells that cover several columns or rows, turned headers, coloured marks.

In: a Table and the setter that knows the place on the page. Out: drawings on the setter's pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.printer import faces
from tests.printer.flow import Cell, Table
from tests.printer.typeset import Ink, Patch, Stroke, TextLine, _Setter, as_cell, break_lines, line_width


@dataclass(slots=True)
class _Open:
    """A cell being set: what is left of it, and how many rows more it covers."""

    cell: Cell
    column: int
    lines: list[TextLine] = field(default_factory=list)
    rows_left: int = 1
    fresh: bool = True  # nothing of it is drawn yet


class TableSetter:
    """One table on its way down the page."""

    def __init__(self, setter: _Setter, table: Table) -> None:
        self.setter, self.table = setter, table
        self.sheet = setter.sheet
        self.size = table.size or setter.sheet.size
        self.step = self.size * 1.2
        total = sum(table.widths)
        self.widths = [w / total * setter.width for w in table.widths]
        self.hanging: list[_Open] = []  # cells from rows above that reach down

    def run(self) -> None:
        head = [tuple(as_cell(c) for c in row) for row in self.table.rows[: self.table.head]]
        body = [tuple(as_cell(c) for c in row) for row in self.table.rows[self.table.head :]]
        if self.setter.y + self.head_height() + self.step * 2 > self.setter.bottom and not self.setter.at_top:
            self.setter.advance()
        self._head(head)
        for row in body:
            self._row(row, head)
        self.setter.y += self.table.after

    def head_height(self) -> float:
        """The height of the header, in points."""
        height = 0.0
        for row in self.table.rows[: self.table.head]:
            opened = self._open(tuple(self._as_head(as_cell(c)) for c in row))
            height += self._need(opened) + 2 * self.table.pad
            self.hanging = [c for c in opened if c.rows_left > 1]
        self.hanging = []
        return height

    def _head(self, rows: list[tuple[Cell, ...]]) -> None:
        for row in rows:
            self._row(tuple(self._as_head(c) for c in row), [], is_head=True)

    def _as_head(self, cell: Cell) -> Cell:
        return Cell(
            cell.text, cell.span, cell.down, cell.fill or self.table.shade, cell.dot, cell.turn, self.table.bold_head
        )

    def _row(self, cells: tuple[Cell, ...], head: list[tuple[Cell, ...]], *, is_head: bool = False) -> None:
        row = self._open(cells)
        first = True
        while True:
            room = self.setter.bottom - self.setter.y - 2 * self.table.pad
            need = self._need(row)
            fits = need <= room
            breakable = not is_head and not self.table.whole_rows and room >= 2 * self.step and need > 3 * self.step
            if fits or breakable or (self.setter.at_top and room >= self.step):
                part = self._part(row, need if fits else int(room / self.step) * self.step, first=first)
                first = False
                if not part:
                    break
            self.setter.advance()
            if self.table.repeat and head:
                waiting, self.hanging = self.hanging, []
                self._head(head)
                self.hanging = waiting
        for cell in row:
            cell.rows_left -= 1
        self.hanging = [c for c in row if c.rows_left > 0]

    def _open(self, cells: tuple[Cell, ...]) -> list[_Open]:
        """The row's cells in their columns, those that reach down from above among them."""
        taken = {column for c in self.hanging for column in range(c.column, c.column + c.cell.span)}
        row, column = list(self.hanging), 0
        for cell in cells:
            while column in taken:
                column += 1
            width = sum(self.widths[column : column + cell.span]) - 2 * self.table.pad
            lines = (
                []
                if cell.turn
                else break_lines(cell.text, width, self.sheet, self.size, cell.bold)
                if cell.text
                else []
            )
            row.append(_Open(cell, column, lines, cell.down))
            column += cell.span
        return sorted(row, key=lambda c: c.column)

    def _need(self, row: list[_Open]) -> float:
        heights = [self.step]
        for c in row:
            if c.cell.turn and c.fresh:
                cut = faces.font(self.sheet.face, c.cell.bold and self.sheet.bold)
                heights.append(max(faces.width(t, cut, self.size) for t in c.cell.text.split("\n")) + 4)
            elif c.rows_left == 1:
                heights.append(self.step * len(c.lines))
        return max(heights)

    def _part(self, row: list[_Open], inner: float, *, first: bool) -> bool:
        """Draw what fits in ``inner`` points; True where something of the row is left for the next page."""
        page, table, y0 = self.setter.pages[-1], self.table, self.setter.y
        y1 = y0 + inner + 2 * table.pad
        count = round(inner / self.step + 1e-6)
        for c in row:
            x0 = self.setter.left + sum(self.widths[: c.column])
            x1 = x0 + sum(self.widths[c.column : c.column + c.cell.span])
            if c.cell.fill:
                page.append(Patch(x0, y0, x1, y1, c.cell.fill))
            self._border(c, x0, x1, y0, y1, first=first)
            self._ink(c, x0, x1, y0, y1, count)
        left = any(c.lines and c.rows_left == 1 for c in row)
        if table.rules == "horizontal" and not left:
            page.append(Stroke(self.setter.left, y1, self.setter.left + self.setter.width, y1))
        self.setter.y = y1
        return left

    def _border(self, c: _Open, x0: float, x1: float, y0: float, y1: float, *, first: bool) -> None:
        page = self.setter.pages[-1]
        if self.table.rules == "full":
            page += [Stroke(x0, y0, x0, y1), Stroke(x1, y0, x1, y1)]
            if c.fresh or not first or y0 == self.setter.top:
                page.append(Stroke(x0, y0, x1, y0))
            if c.rows_left == 1 or y1 + 2 * self.step > self.setter.bottom:
                page.append(Stroke(x0, y1, x1, y1))
        elif self.table.rules == "horizontal" and c.fresh and first:
            page.append(Stroke(x0, y0, x1, y0))

    def _ink(self, c: _Open, x0: float, x1: float, y0: float, y1: float, count: int) -> None:
        page, pad = self.setter.pages[-1], self.table.pad
        if c.cell.dot and c.fresh:
            side = self.size * 0.9
            x = (x0 + x1 - side) / 2 if not c.cell.text else x0 + pad
            page.append(Patch(x, y0 + pad + 1, x + side, y0 + pad + 1 + side, c.cell.dot, round=True))
        if c.cell.turn and c.fresh:
            for i, text in enumerate(c.cell.text.split("\n")):
                page.append(
                    Ink(
                        x0 + pad + self.size * (1 + 1.15 * i),
                        y1 - pad - 1,
                        text,
                        c.cell.bold and self.sheet.bold,
                        self.size,
                        turned=True,
                    )
                )
        align = self.table.align[c.column : c.column + 1] or "l"
        shift = self.size * 0.9 + 4 if c.cell.dot and c.cell.text else 0.0
        y = y0 + pad + self.size * 0.95
        for line in c.lines[:count]:
            slack = x1 - x0 - 2 * pad - line_width(line, self.sheet, self.size)
            x = x0 + pad + shift + (slack if align == "r" else slack / 2 if align == "c" else 0.0)
            self.setter.draw(line, x, y, self.size)
            y += self.step
        c.lines = c.lines[count:]
        c.fresh = False
