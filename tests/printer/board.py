"""Whose paper it is: an invented municipality with its board, number and day, and the front and back matter around the measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.printer.flow import Bullets, Element, Furniture, Heading, Para, table
from tests.printer.values import Source
from tests.printer.verbs import BACKGROUND

_MUNICIPALITIES = (
    "Granvik",
    "Ekebro",
    "Tallunda",
    "Björkhamn",
    "Stensviken",
    "Hagaryd",
    "Vikåsa",
    "Lundabro",
    "Kvarnheda",
    "Alvhyttan",
)
_DISTRICTS = ("Norra Strand", "Ekudden", "Södra Park", "Hamnvik", "Bergshöjd")
_BODIES = {
    "aldreomsorg": ("Vård- och omsorgsnämnden", "Äldrenämnden", "Socialnämnden"),
    "individ_och_familj": ("Socialnämnden", "Individ- och familjenämnden"),
    "funktionsnedsattning": ("Omsorgsnämnden", "Socialnämnden"),
    "forskola": ("Barn- och utbildningsnämnden", "Förskolenämnden"),
    "skola": ("Utbildningsnämnden", "Barn- och utbildningsnämnden"),
    "arbetsmarknad": ("Arbetsmarknadsnämnden",),
    "kultur_och_fritid": ("Kultur- och fritidsnämnden",),
    "stadsmiljo": ("Tekniska nämnden", "Samhällsbyggnadsnämnden"),
    "ledning_och_administration": ("Servicenämnden",),
}
_SIGNERS = ("Karin Holmer", "Per Lindhagen", "Yasmin Touma", "Björn Åsberg", "Eva-Lena Wik", "Mats Örn")


@dataclass(frozen=True, slots=True)
class Board:
    """Facts of a paper. ``district`` is None outside cities with district boards."""

    municipality: str
    body: str
    district: str | None
    dnr: str
    date: str  # ISO
    year: int
    signer: str

    @property
    def organisation(self) -> str:
        """As printed: "Granviks kommun", "Granviks stad" where it has districts."""
        return f"{genitive(self.municipality)} {'stad' if self.district else 'kommun'}"

    @property
    def office(self) -> str:
        """The board's administration: "Socialförvaltningen", "Ekudden stadsdelsförvaltning"."""
        if self.district:
            return f"{self.district} stadsdelsförvaltning"
        return (
            "Kommunledningskontoret"
            if self.body == "Kommunstyrelsen"
            else self.body.replace("nämnden", "förvaltningen")
        )

    def in_its_year(self) -> Board:
        """The same board in December of the year itself, when it reports instead of plans."""
        return replace(
            self, date=f"{self.year}-12-{self.date[-2:]}", dnr=self.dnr.replace(f" {self.year - 1}/", f" {self.year}/")
        )


def genitive(name: str) -> str:
    return name if name.endswith("s") else f"{name}s"


def draw_board(sources: Sequence[Source], random: Random, year: int) -> Board:
    """A board that fits the measures' areas, in the autumn before the year that it plans for."""
    areas = list(dict.fromkeys(s.thing.area for s in sources))
    own = [a for a in areas if a != "ledning_och_administration"]
    mixed = len(own) > 1
    district = random.choice(_DISTRICTS) if mixed and random.random() < 0.6 else None
    body = (
        "Stadsdelsnämnden"
        if district
        else "Kommunstyrelsen"
        if mixed
        else random.choice(_BODIES[own[0] if own else areas[0]])
    )
    day = f"{year - 1}-{random.randint(9, 12):02d}-{random.randint(2, 27):02d}"
    initials = "".join(w[0] for w in (district or body).replace("- och ", " ").split()).upper() + "N"
    return Board(
        municipality=random.choice(_MUNICIPALITIES),
        body=body,
        district=district,
        dnr=f"{initials[:3]} {day[:4]}/{random.randint(11, 480)}",
        date=day,
        year=year,
        signer=random.choice(_SIGNERS),
    )


def letterhead(board: Board, random: Random, noise: int) -> Furniture:
    """What stands on each page. ``noise`` 0 gives the page's number at most."""
    number = random.choice(("{page} ({pages})", "Sida {page} av {pages}", "{page}", "Sid {page}({pages})"))
    if noise == 0:
        return Furniture(foot=(("", number, ""),) if random.random() < 0.5 else ())
    head = random.choice((
        ((board.organisation, "", number), (board.office, "", board.date), ("", "", f"Dnr {board.dnr}")),
        ((board.organisation, "Tjänsteskrivelse", "Sida"), (board.office, "", number), ("", "Datum", "Diarienummer"), ("", board.date, board.dnr)),
        ((board.organisation.upper(), "", board.date), (board.office, "", f"Diarienr {board.dnr}")),
    ))  # fmt: skip
    foot = random.choice((
        (("", number, ""),),
        (("Postadress", "Telefon", "E-post"), ("999 00 Orten", "0600-10 00 00", "kontakt@kommunen.example")),
        ((f"{board.office}, {board.date}", "", number),),
    ))  # fmt: skip
    return Furniture(head=head, foot=foot, head_rule=random.random() < 0.5)


def front(board: Board, title: str, random: Random, noise: int) -> list[Element]:
    """What stands before the measures: addressee, title and, with noise, contents, background and proposed decision."""
    found: list[Element] = []
    if noise == 0:
        found.append(
            Para(
                f"{board.organisation}\n{board.body if board.district is None else board.office}\n{board.date}\nDnr {board.dnr}",
                after=14,
            )
        )
        if board.district:
            found.append(Para(board.body))
        found.append(Heading(title, 1))
        return found
    found += [Para(f"{board.body}", after=8), Heading(title, 1)]
    background = random.sample(BACKGROUND, 6)
    if noise > 1:
        headings = ("Sammanfattning", "Bakgrund", "Ekonomiska förutsättningar", "Åtgärder")
        contents = "\n".join(f"{h} {'.' * (34 - len(h))} {i + 2}" for i, h in enumerate(headings))
        found += [Para(f"**Innehåll**\n{contents}", after=12), Heading("Förslag till beslut", 2)]
        found.append(Para(f"{board.body} godkänner förvaltningens redovisning och lägger den till handlingarna."))
    found += [Heading("Bakgrund", 2), Para(" ".join(background[:3]))]
    if noise > 1:
        found += [
            Heading("Ekonomiska förutsättningar", 2),
            Para(" ".join(background[3:])),
            *figures(random, board.year),
        ]
    return found


def back(board: Board, random: Random, noise: int) -> list[Element]:
    """What stands after the measures: signatures, enclosures, who gets the decision."""
    if noise == 0:
        return []
    found: list[Element] = [
        Para(f"\n{board.signer}\n{random.choice(('Förvaltningschef', 'Direktör', 'Ekonomichef'))}", after=10)
    ]
    if noise > 1:
        found += [
            Heading("Beslutet skickas till", 3),
            Bullets(("Kommunstyrelsen", "Ekonomiavdelningen", "Revisorerna"), mark="-"),
        ]
    return found


def figures(random: Random, year: int, no: int = 1) -> list[Element]:
    """A table of figures: budget, outcome and difference, none of them a measure."""
    names = random.sample(
        ("Kansli", "Verksamhet norr", "Verksamhet söder", "Gemensamt", "Köpt verksamhet", "Lokaler"), 4
    )
    rows, sums = [], [0, 0]
    for name in names:
        budget = random.randint(80, 990)
        outcome = budget + random.randint(-30, 30)
        sums = [sums[0] + budget, sums[1] + outcome]
        rows.append([name, *(f"{v / 10:.1f}".replace(".", ",") for v in (budget, outcome, budget - outcome))])
    rows.append(["Summa", *(f"{v / 10:.1f}".replace(".", ",") for v in (*sums, sums[0] - sums[1]))])
    caption = f"Tabell {no}. Budget och utfall {year - 1}, mnkr"
    return [
        Para(caption, after=2),
        table(
            "Verksamhet | Budget | Utfall | Avvikelse",
            rows,
            (3, 1, 1, 1),
            align="lrrr",
            rules=random.choice(("full", "horizontal")),
        ),
    ]
