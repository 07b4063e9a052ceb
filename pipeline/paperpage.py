"""One paper as one file to send by mail: the database, and the paper's file, go in; HTML with page images, marks and records comes out.

The file is whole in itself: no script, no address, nothing that is fetched. A click on a value goes to its mark on the page image.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from extractors.errors import NoInput, UnreadablePaper
from pipeline import labels, words
from pipeline.config import Settings
from pipeline.database import connect_readonly, rows_of
from pipeline.review.bank import Bank, Paper
from pipeline.review.pictures import Pictures
from pipeline.store import write_whole
from pipeline.told import Record, Values
from pipeline.values import MEASURE_FIELDS

_STYLE = """
body{font:15px/1.5 system-ui,"Segoe UI",sans-serif;color:#1c2326;background:#f5f7f7;margin:0 auto;max-width:64rem;padding:1rem 1.5rem 3rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}small,dt,.soft{color:#5d6a70}
article{background:#fff;border:1px solid #dde3e5;border-radius:8px;padding:.8rem 1.1rem;margin:.8rem 0;break-inside:avoid}
article h3{margin:.1rem 0 .3rem;font-size:1rem}article .kr{float:right;font-weight:650}
dl{display:grid;grid-template-columns:9.5rem 1fr;gap:.15rem .8rem;margin:.5rem 0 0;font-size:.94rem}dd{margin:0;overflow-wrap:anywhere}
a{color:#1f4e5f}dd a,p a{color:inherit;text-decoration-color:#b9c7cc}table{border-collapse:collapse;background:#fff}td,th{padding:.25rem .8rem;border:1px solid #dde3e5;text-align:left}
.note{margin:.4rem 0;padding:.4rem .8rem;border-left:4px solid #d9a53a;background:#fdf3dc;border-radius:5px;font-size:.92rem}.note.error{border-color:#a33b2b;background:#fae9e6}.note.info{border-color:#a8b4b8;background:#eceff0}
figure{margin:1rem 0;background:#fff;border:1px solid #dde3e5}svg{display:block;width:100%}figcaption{padding:.3rem .8rem;color:#5d6a70;font-size:.88rem}
rect{fill:rgb(31 110 140/.1);stroke:#1f6e8c;stroke-width:.7}rect:target{fill:rgb(255 170 0/.4);stroke:#e08a00;stroke-width:2}
@media print{body{background:#fff}figure{break-inside:avoid}}
"""
_PAGE = Template("""<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>$title</title><style>$style</style></head><body>
$body
</body></html>
""")
_ALWAYS = ("area", "start_date", "status")


def write_paper_page(settings: Settings, name: str, path: Path | None = None) -> Path:
    """Write the page of the paper that has a name (or begins with it); returns where. Raises NoInput where there is none, or several."""
    document_id, file_name = find_paper(settings, name)
    bank, pictures = Bank(settings), Pictures(settings.work_folder / "pictures")
    try:
        paper = bank.paper(document_id)
        assert paper is not None
        where = path or settings.database.with_name(Path(file_name).stem + ".html")
        html = _PAGE.substitute(title=escape(file_name), style=_STYLE, body="\n".join(_body(paper, bank, pictures)))
        write_whole(where, html.encode("utf-8", "replace"))
        return where
    finally:
        bank.close()
        pictures.close()


def find_paper(settings: Settings, name: str) -> tuple[str, str]:
    """Key and file name of a paper, by its path, its name, the beginning of its name, or its key."""
    wanted = Path(name).name
    with connect_readonly(settings.database) as con:
        sql = "select document_id, file_name from documents where document_id = ? or starts_with(file_name, ?) order by file_name"
        found = [(str(key), str(file)) for key, file in rows_of(con, sql, [name, wanted])[1]]
    exact = [paper for paper in found if wanted in (paper[1], Path(paper[1]).stem) or name == paper[0]]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise NoInput(
            f'Ingen handling i databasen heter {wanted}. De som finns: atgarder query "select file_name from documents"'
        )
    raise NoInput(
        f"Flera handlingar börjar på {wanted}: {', '.join(file for _, file in found[:5])}. Skriv hela namnet."
    )


def _body(paper: Paper, bank: Bank, pictures: Pictures) -> Iterator[str]:
    document = paper.told.document
    yield f"<h1>{escape(document['file_name'])}</h1>"
    facts = [
        (words.DOCUMENT_FIELDS[n], words.code(n, document[n])) for n in words.DOCUMENT_FIELDS if document[n] is not None
    ]
    yield f"<dl>{''.join(f'<dt>{escape(k)}</dt><dd>{escape(v)}</dd>' for k, v in facts)}</dl>"
    yield from (_note(f) for f in paper.told.findings)
    if paper.told.totals:
        yield "<h2>Tryckta summor</h2><table><tr><th>Tryckt</th><th>Läst</th><th>Stämmer</th><th>Sida</th></tr>"
        yield from (_total(t) for t in paper.told.totals)
        yield "</table>"
    yield f"<h2>{labels.plural(len(paper.told.measures), 'åtgärd', 'åtgärder')}</h2>"
    yield from (_record(r, paper) for r in paper.told.measures)
    yield "<h2>Sidorna</h2>"
    place = bank.place_of(paper.id)
    if place is None:
        yield '<p class="soft">Filen finns inte kvar där den lästes, eller har ändrats sedan dess: sidorna visas inte.</p>'
        return
    for page in paper.pages:
        try:
            png = pictures.picture(*place, page["page"])
        except UnreadablePaper as error:
            yield f'<p class="soft">{escape(str(error))}</p>'
            continue
        yield _figure(paper, page, png)


def _record(record: Record, paper: Paper) -> str:
    row = record.row
    kronor = (
        f'<span class="kr">{labels.whole(row["ekonomisk_effekt"])} kr</span>'
        if row["ekonomisk_effekt"] is not None
        else ""
    )
    heading = " ".join(filter(None, (row["no"], row["title"])))
    parts = [
        f"<article>{kronor}<h3>{escape(heading) or 'Åtgärd ' + str(row['seq'])}</h3>",
        f"<p>{_linked(record, 'action', row['action'])}</p>",
    ]
    parts += [_note(f) for f in record.findings]
    said = [(f"Belopp {n}", _linked(record, f"effects.{n}", _effect(e))) for n, e in enumerate(record.effects, 1)]
    for name in MEASURE_FIELDS:
        if name in ("no", "title", "action") or name.endswith("_precision"):
            continue
        if row[name] not in (None, []):
            said.append((words.field(name), _linked(record, name, words.code(name, row[name]))))
        elif name in _ALWAYS:
            why = words.WHY_ABSENT.get(paper.absent.get((record.id, name), ""), "")
            said.append((words.field(name), f'<span class="soft">– {why}</span>'))
    said.append(("Granskad", escape(words.REVIEWS[row["review"]])))
    return "".join(parts) + "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{v}</dd>" for k, v in said) + "</dl></article>"


def _linked(record: Record, name: str, text: str) -> str:
    """A value that leads to its mark, and to the marks on further pages."""
    name = record.told_by(name)
    pages = list(dict.fromkeys(p["page"] for p in record.places(name)))
    if not pages:
        return escape(text)
    links = [f'<a href="#{_mark(record, name, page)}">s. {page}</a>' for page in pages]
    return f'<a href="#{_mark(record, name, pages[0])}">{escape(text)}</a> <small>{" ".join(links)}</small>'


def _mark(record: Record, name: str, page: int) -> str:
    """The name of a field's first mark on a page: made of our own words and numbers only."""
    return f"m{record.row['seq']}-{name.replace('.', '-')}-{page}"


def _figure(paper: Paper, page: Values, png: bytes) -> str:
    marks, named = [], set()
    for record in paper.told.measures:
        for p in record.evidence:
            if p["page"] != page["page"]:
                continue
            name = _mark(record, p["field"], p["page"])
            own = "" if name in named else f' id="{name}"'
            named.add(name)
            x, y, width, height = p["x0"] - 1.5, p["top"] - 1.5, p["x1"] - p["x0"] + 3, p["bottom"] - p["top"] + 3
            title = escape(f"{record.row['seq']}. {words.field(p['field'])}: {p['text']}")
            marks.append(
                f'<rect{own} x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"><title>{title}</title></rect>'
            )
    image = f'<image href="data:image/png;base64,{b64encode(png).decode()}" width="{page["width"]}" height="{page["height"]}" preserveAspectRatio="none"/>'
    return f'<figure><svg viewBox="0 0 {page["width"]} {page["height"]}">{image}{"".join(marks)}</svg><figcaption>Sida {page["page"]}</figcaption></figure>'


def _effect(e: Values) -> str:
    when = "".join((f" {e['year']}" if e["year"] else "", f", t.o.m. {e['as_of']}" if e["as_of"] else ""))
    period = "" if e["period"] == "total" else f", {words.PERIODS[e['period']]}"
    return f"{labels.whole(e['amount_sek'])} kr, {words.KINDS[e['kind']]}{when}{period} (»{e['raw']}«)"


def _total(t: Values) -> str:
    agrees = "–" if t["agrees"] is None else "ja" if t["agrees"] else "nej"
    over = escape(f" ({t['scope']})" if t["scope"] else "")
    return f"<tr><td>{labels.whole(t['amount_sek'])} kr{over}</td><td>{labels.whole(t['sum_sek'])} kr</td><td>{agrees}</td><td>{t['page']}</td></tr>"


def _note(finding: Values) -> str:
    page = f" (sida {finding['page']})" if finding["page"] else ""
    return f'<p class="note {finding["severity"]}">{escape(finding["message"])}{page}</p>'
