"""Tables that lie on their side: labels to the left, a measure a column."""

from __future__ import annotations

from extractors.layouts import find_measures
from extractors.model import Table
from extractors.turned_tables import upright
from tests.draw import paper

ON_ITS_SIDE = """
    ## Förslag 2031
    | | F1 Sommarstängt | F2 Samlad pool |
    | Vad? | Två förskolor håller stängt i juli. | Vikarierna förs samman i en pool. |
    | Ger i år | 260 | 120 |
    | Från | juli 2031 | hösten 2031 |
    | Ansvarig | Rektor Videt | HR-strateg |
    | Konsekvens | Barnen möter ny personal. | |
"""
FORM = """
    | Åtgärd | Effekt, tkr | Start |
    | Vikarierna förs samman i en pool | 120 | hösten 2031 |
    | Två förskolor håller stängt i juli | 260 | juli 2031 |
"""


def table(text: str) -> Table:
    (found,) = (block for block in paper(text).blocks if isinstance(block, Table))
    return found


def test_labels_become_the_header_and_each_column_a_row() -> None:
    turned = upright(table(ON_ITS_SIDE))
    assert [cell.text for cell in turned.header] == ["", "Vad?", "Ger i år", "Från", "Ansvarig", "Konsekvens"]
    assert [[cell.text for cell in row.cells] for row in turned.rows] == [
        ["F1 Sommarstängt", "Två förskolor håller stängt i juli.", "260", "juli 2031", "Rektor Videt", "Barnen möter ny personal."],
        ["F2 Samlad pool", "Vikarierna förs samman i en pool.", "120", "hösten 2031", "HR-strateg", ""],
    ]  # fmt: skip


def test_a_table_that_stands_upright_is_left_as_it_is() -> None:
    assert upright(table(FORM)) == table(FORM)


def test_the_names_over_the_columns_are_numbers_and_titles_of_the_measures() -> None:
    document = paper(ON_ITS_SIDE)
    blocks = tuple(upright(block) if isinstance(block, Table) else block for block in document.blocks)
    raws = find_measures(type(document)(document.paper, blocks))[0]
    told = [{quote.field: quote.text for quote in raw.quotes} for raw in raws]
    assert [(m["no"], m["title"], m["effect"], m["start"]) for m in told] == [
        ("F1", "Sommarstängt", "260", "juli 2031"),
        ("F2", "Samlad pool", "120", "hösten 2031"),
    ]
