"""A bundle (kallelse): several matters in one PDF, only one of which has measures."""

from __future__ import annotations

from dataclasses import replace

from tests.printer.board import figures
from tests.printer.flow import Bullets, Element, Heading, PageBreak, Para
from tests.printer.layouts.base import Body, Job
from tests.printer.layouts.blocks import blocks
from tests.printer.layouts.rows import horizontal_table
from tests.printer.verbs import BACKGROUND


def bundle(job: Job) -> Body:
    """A call to a meeting with its agenda, a matter on a policy, the matter with measures, and a matter of figures."""
    inner = job.random.choice((blocks, horizontal_table))(job)
    board = job.board if inner.doc_type == "plan" else job.board.in_its_year()
    kinds = job.words.follow_titles if inner.doc_type == "follow_up" else job.words.titles
    title = job.random.choice(kinds).format(year=board.year)
    unit, number = board.dnr.split("/")
    others = [f"{unit}/{int(number) + n}" for n in (7, 19)]
    background = job.random.sample(BACKGROUND, 6)
    matters = (
        (f"Policy för resor och möten {board.year}", others[0]),
        (title, board.dnr),
        ("Ekonomisk månadsrapport", others[1]),
    )
    elements: list[Element] = [
        Para(f"{board.organisation}\n{board.office}", after=6),
        Heading(f"Kallelse till sammanträde med {board.body[:1].lower()}{board.body[1:]}", 1),
        Para(f"Tid: {board.date} klockan 13.00\nPlats: Kommunhuset, sal A", after=12),
        Heading("Föredragningslista", 2),
        Bullets(
            ("Upprop och val av justerare", *(f"{name}, dnr {dnr}" for name, dnr in matters), "Övriga frågor"), "1."
        ),
        PageBreak(),
        Heading(matters[0][0], 1),
        Para(f"Dnr {others[0]}"),
        Para(
            "Policyn gäller alla anställda. Resor i tjänsten sker i första hand med tåg. Varje chef svarar för att policyn är känd."
        ),
        Para(" ".join(background[:2])),
        PageBreak(),
        Heading(title, 1),
        Para(f"Dnr {board.dnr}"),
        Heading("Bakgrund", 2),
        Para(" ".join(background[2:4])),
        *inner.elements,
        PageBreak(),
        Heading("Ekonomisk månadsrapport", 1),
        Para(f"Dnr {others[1]}"),
        Para(" ".join(background[4:])),
        *figures(job.random, board.year),
    ]
    return replace(inner, elements=elements, title=title, bare=True)
