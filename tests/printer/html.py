"""Print elements with a browser: HTML and CSS for them, and headless Chromium's own page breaks.

In: elements and a sheet. Out: a PDF. Tables, repeated headers and split rows are the browser's, as in a web system's print.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.printer.flow import Bullets, Cell, Element, Heading, PageBreak, Para, Sheet, Space, Table
from tests.printer.typeset import as_cell, counted

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip
_FAMILIES = {
    "Helvetica": "'Liberation Sans', sans-serif",
    "Times": "'Liberation Serif', serif",
    "Vera": "'DejaVu Sans', sans-serif",
}


def write(elements: Sequence[Element], sheet: Sheet, path: Path) -> None:
    """Print to ``path``; raises FileNotFoundError where no Chromium is installed."""
    if CHROMIUM is None:
        raise FileNotFoundError("no Chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "paper.html"
        page.write_text(document(elements, sheet), "utf8")
        call = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}", page.as_uri()]
        subprocess.run(call, check=True, capture_output=True, timeout=60)


def document(elements: Sequence[Element], sheet: Sheet) -> str:
    """The whole paper as HTML."""
    body = "\n".join(_element(e, sheet) for e in elements)
    return (
        f"<!doctype html><html lang='sv'><meta charset='utf-8'><style>{_css(sheet)}</style><body>{body}</body></html>"
    )


def _css(sheet: Sheet) -> str:
    left, top, right, bottom = sheet.margins
    family = _FAMILIES.get(sheet.face, f"'{sheet.face}', sans-serif")
    weight = "bold" if sheet.bold else "normal"
    sizes = "".join(
        f"h{i} {{ font-size: {s}pt; font-weight: {weight}; margin: .8em 0 .25em; break-after: avoid; }}"
        for i, s in enumerate(sheet.heading_sizes, 1)
    )
    return f"""
        @page {{ size: A4 {"landscape" if sheet.lying else "portrait"}; margin: {top}pt {right}pt {bottom}pt {left}pt; {_furniture(sheet)} }}
        body {{ font-family: {family}; font-size: {sheet.size}pt; line-height: 1.25; margin: 0; columns: {sheet.columns};
               text-align: {"justify" if sheet.justify else "left"}; hyphens: manual; }}
        {sizes} b, th {{ font-weight: {weight}; }} p {{ margin: 0 0 6pt; }}
        ul {{ list-style: none; margin: 0 0 6pt; padding-left: 26pt; }} ul span {{ display: inline-block; width: 14pt; margin-left: -14pt; }}
        table {{ border-collapse: collapse; width: 100%; margin-bottom: 8pt; }} td, th {{ text-align: left; vertical-align: top; padding: 2pt 3pt; }}
        .full td, .full th {{ border: .6pt solid #000; }} .horizontal tr {{ border-bottom: .6pt solid #000; border-top: .6pt solid #000; }}
        i.dot {{ display: inline-block; width: .9em; height: .9em; border-radius: 50%; print-color-adjust: exact; }}
        th.turned span {{ writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }} td, th {{ print-color-adjust: exact; }}
    """


def _furniture(sheet: Sheet) -> str:
    """The letterhead and page number as the page's margin boxes."""
    found = []
    for side, lines in (("top", sheet.furniture.head), ("bottom", sheet.furniture.foot)):
        for place, texts in zip(("left", "center", "right"), zip(*lines, strict=True), strict=False):
            if any(texts):
                content = " '\\A ' ".join(_content(t) for t in texts)
                found.append(
                    f"@{side}-{place} {{ content: {content}; white-space: pre; font-size: {sheet.furniture.size}pt; }}"
                )
    return " ".join(found)


def _content(text: str) -> str:
    quoted = text.replace("'", "\\'")
    return "'" + quoted.replace("{pages}", "' counter(pages) '").replace("{page}", "' counter(page) '") + "'"


def _element(element: Element, sheet: Sheet) -> str:
    match element:
        case Heading(text, level):
            return f"<h{level}>{_text(text)}</h{level}>"
        case Para(text, indent, after, size):
            style = f"margin-left:{indent}pt;margin-bottom:{after}pt" + (f";font-size:{size}pt" if size else "")
            return f"<p style='{style}'>{_text(text)}</p>"
        case Bullets(items, mark, first):
            marked = (f"<li><span>{counted(mark, first + i)}</span> {_text(item)}</li>" for i, item in enumerate(items))
            return f"<ul>{''.join(marked)}</ul>"
        case Table():
            return _table(element, sheet)
        case Space(height):
            return f"<div style='height:{height}pt'></div>"
        case PageBreak():
            return "<div style='break-after:page'></div>"


def _table(table: Table, sheet: Sheet) -> str:
    total = sum(table.widths)
    columns = "".join(f"<col style='width:{w / total * 100:.1f}%'>" for w in table.widths)
    head = "".join(_row(r, table, "th") for r in table.rows[: table.head])
    body = "".join(_row(r, table, "td") for r in table.rows[table.head :])
    once = "" if table.repeat else " style='display:table-row-group'"
    group = f"<thead{once}>{head}</thead>" if head else ""
    style = f"font-size:{table.size or sheet.size}pt"
    return f"<table class='{table.rules}' style='{style}'><colgroup>{columns}</colgroup>{group}<tbody>{body}</tbody></table>"


def _row(row: Sequence[str | Cell], table: Table, tag: str) -> str:
    found, column = [], 0
    for cell in map(as_cell, row):
        align = {"r": "right", "c": "center"}.get(table.align[column : column + 1], "left") if len(row) > 1 else "left"
        fill = cell.fill or (table.shade if tag == "th" else "")
        style = (
            f"text-align:{align}" + (f";background:{fill}" if fill else "") + (";font-weight:bold" if cell.bold else "")
        )
        text = f"<span>{_text(cell.text)}</span>" if cell.turn else _text(cell.text)
        dot = f"<i class='dot' style='background:{cell.dot}'></i> " if cell.dot else ""
        spans = f" colspan='{cell.span}' rowspan='{cell.down}'"
        found.append(f"<{tag}{spans}{' class=turned' if cell.turn else ''} style='{style}'>{dot}{text}</{tag}>")
        column += cell.span
    return f"<tr>{''.join(found)}</tr>"


def _text(text: str) -> str:
    parts = html.escape(text).replace("\n", "<br>").split("**")
    return "".join(f"<b>{p}</b>" if i % 2 else p for i, p in enumerate(parts))
