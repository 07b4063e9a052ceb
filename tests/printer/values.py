"""Measures with known values, drawn by a seed: what is done to what, when, for how much, by whom, and how far it has come.

In: a seed and a number. Out: ``Source`` measures; a layout prints the parts of them that it has room for.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.printer import verbs
from tests.printer.objects import OBJECTS, Thing

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
SEASONS = {3: "våren", 6: "sommaren", 9: "hösten"}
ORDINALS = ("första", "andra", "tredje", "fjärde")


@dataclass(frozen=True, slots=True)
class When:
    """A printed time: its words, its day as ISO text (None for "Pågående"), and how exact it is."""

    raw: str
    iso: str | None
    precision: str

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.iso) if self.iso else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One measure, before it is printed. Amounts in kronor; ``yearly`` are the plan year's and the next year's."""

    thing: Thing
    verb: verbs.Verb
    purpose: str
    detail: str
    start: When
    due: When
    amount: int
    next_amount: int
    full_year: int
    actual: int
    status: str
    goal: str
    method: str
    effect_text: str
    consequence: str
    risk: str
    responsible: str
    status_sentence: str
    comment: str
    style: int  # which of several ways of saying it

    @property
    def _what(self) -> str:
        return f"{self.thing.text} {self.verb.tail}".strip()

    @property
    def title(self) -> str:
        """A short name: "Avveckling av förskolan Lyckan"."""
        return f"{self.verb.noun} {self._what}"

    @property
    def plan(self) -> str:
        """One sentence: "Förskolan Lyckan avvecklas för att minska hyreskostnaden.", or "Avveckling av förskolan Lyckan."."""
        if self.style % 3 == 0:
            return f"{self.title}{_spaced(self.purpose)}."
        return f"{_capital(self.thing.text)} {self.verb.passive}{_spaced(self.verb.tail)}{_spaced(self.purpose)}."

    @property
    def full(self) -> str:
        """The sentence and, for some, one more that explains it."""
        return f"{self.plan}{_spaced(self.detail)}"

    @property
    def infinitive(self) -> str:
        """As planning systems have it: "Avveckla förskolan Lyckan för att minska hyreskostnaden"."""
        return f"{_capital(self.verb.base)} {self._what}{_spaced(self.purpose)}"

    @property
    def clause(self) -> str:
        """What follows "att" in a decision: "avveckla förskolan Lyckan"."""
        return f"{self.verb.base} {self._what}"

    @property
    def to_be(self) -> str:
        """With "ska": "Förskolan Lyckan ska läggas ned."."""
        verb, *particle = self.verb.base.split(" ")
        return f"{_capital(self.thing.text)} ska {' '.join((f'{verb}s', *particle))}{_spaced(self.verb.tail)}."

    def told(self) -> str:
        """A sentence whose own words say how far it has come."""
        done, *particle = self.verb.supine.split(" ")
        active = " ".join((done.removesuffix("s"), *particle))
        thing, tail, purpose = _capital(self.thing.text), _spaced(self.verb.tail), _spaced(self.purpose)
        to_do = f"att {self.verb.base} {self._what}"
        the_work, neuter = self._noun
        ways = {
            "done": (
                f"{thing} har {self.verb.supine}{tail}{purpose}.",
                f"Förvaltningen har {active} {self._what}{purpose}.",
                f"{the_work} är {'genomfört' if neuter else 'genomförd'}.",
            ),
            "ongoing": (
                f"Arbetet med {to_do} pågår.",
                f"Förvaltningen arbetar med {to_do}{purpose}.",
                f"{the_work} har påbörjats.",
                f"{the_work} pågår.",
            ),
            "planned": (
                f"Förvaltningen kommer {to_do}{purpose}.",
                self.to_be,
                f"Förvaltningen planerar {to_do}{purpose}.",
                f"{the_work} planeras.",
            ),
            "stopped": (
                f"Arbetet med {to_do} har avbrutits.",
                f"{the_work} genomförs inte.",
                f"{the_work} har stoppats.",
            ),
        }[self.status]
        return ways[self.style % len(ways)]

    @property
    def _noun(self) -> tuple[str, bool]:
        """The work in definite form, "Avvecklingen av förskolan Lyckan", and whether its noun is neuter."""
        noun, preposition = self.verb.noun.split(" ")
        neuter = noun.endswith("ande") or noun == "Stopp"
        definite = noun + ("t" if noun.endswith("ande") else "et" if neuter else "en")
        return f"{definite} {preposition} {self._what}", neuter


def draw(count: int, seed: int, year: int, areas: tuple[str, ...] = ()) -> list[Source]:
    """``count`` measures about different things, those of one area after another; ``areas`` limits them to some."""
    random = Random(seed)
    things = [t for t in OBJECTS if not areas or t.area in areas]
    kept = _few_areas(random, things, count) if not areas else things
    chosen = random.sample(kept, min(count, len(kept)))
    order = {area: i for i, area in enumerate(dict.fromkeys(t.area for t in chosen))}
    chosen.sort(key=lambda t: (order[t.area], t.subarea or ""))
    return [_source(random, thing, year) for thing in chosen]


def _few_areas(random: Random, things: list[Thing], count: int) -> list[Thing]:
    """A board has a few areas, not all: as many as give a handful of measures each."""
    areas = sorted({t.area for t in things})
    random.shuffle(areas)
    kept: list[Thing] = []
    for area in areas:
        kept += [t for t in things if t.area == area]
        if len(kept) >= count * 1.5:
            break
    return kept


def _source(random: Random, thing: Thing, year: int) -> Source:
    status = random.choices(("planned", "ongoing", "done", "stopped"), (3, 4, 4, 1))[0]
    start = when(random, year)
    amount = (
        random.choice(
            (50, 100, 150, 200, 250, 300, 400, 450, 500, 600, 750, 800, 900, 1000, 1200, 1500, 1850, 2400, 3600)
        )
        * 1000
    )
    later = round(amount * random.choice((1, 1, 1.5, 2)) / 10_000) * 10_000
    return Source(
        thing=thing,
        verb=random.choice(verbs.VERBS[thing.kind]),
        purpose=random.choice(("", *verbs.PURPOSES[thing.kind])),
        detail=random.choice(
            ("", "", random.choice(verbs.DETAILS + verbs.PLACE_DETAILS if thing.kind == "place" else verbs.DETAILS))
        ),
        start=start,
        due=due_after(random, start.day or date(year, 1, 1), year),
        amount=amount,
        next_amount=later,
        full_year=later,
        actual=0
        if status in ("planned", "stopped")
        else round(amount * random.choice((0.3, 0.5, 0.8, 1, 1.1)) / 10_000) * 10_000,
        status=status,
        goal=random.choice(verbs.GOALS),
        method=random.choice(verbs.METHODS),
        effect_text=random.choice(verbs.EFFECT_TEXTS),
        consequence=random.choice(verbs.CONSEQUENCES),
        risk=random.choice(verbs.RISKS),
        responsible=random.choice(verbs.ROLES),
        status_sentence=random.choice(verbs.STATUS_SENTENCES[status]),
        comment=random.choice(verbs.COMMENTS[status]),
        style=random.randrange(12),
    )


def when(random: Random, year: int) -> When:
    """A start in the year, in one of the forms that papers print."""
    month = random.randint(1, 10)
    name = MONTHS[month - 1]
    first = date(year, month, 1).isoformat()
    kind = random.choices(("day", "month", "season", "quarter", "half_year", "year", "about"), (9, 6, 2, 1, 1, 1, 1))[0]
    match kind:
        case "day":
            return printed_day(date(year, month, random.choice((1, 1, 1, 15, 20))), random.randrange(6))
        case "season":
            begins = random.choice(sorted(SEASONS))
            return When(f"{SEASONS[begins]} {year}", date(year, begins, 1).isoformat(), kind)
        case "quarter":
            n = random.randint(0, 3)
            raw = random.choice((f"{ORDINALS[n]} kvartalet {year}", f"kvartal {n + 1} {year}"))
            return When(raw, date(year, 3 * n + 1, 1).isoformat(), kind)
        case "half_year":
            n = random.randint(0, 1)
            return When(f"{ORDINALS[n]} halvåret {year}", date(year, 6 * n + 1, 1).isoformat(), kind)
        case "year":
            return When(str(year), date(year, 1, 1).isoformat(), kind)
        case "about":
            part, day = random.choice((("början", 1), ("mitten", 11), ("slutet", 21)))
            return When(f"{part} av {name} {year}", date(year, month, day).isoformat(), kind)
        case _:
            return When(random.choice((f"{name} {year}", f"{name.capitalize()} {year}")), first, kind)


def printed_day(day: date, form: int) -> When:
    """A day in one of six forms."""
    name = MONTHS[day.month - 1]
    ordinal = f"{day.day}:{'a' if day.day in (1, 2) else 'e'}"
    raw = (
        f"{day.day} {name} {day.year}",
        day.isoformat(),
        f"{day.day}/{day.month} {day.year}",
        f"den {day.day} {name} {day.year}",
        f"{day:%y%m%d}",
        f"{ordinal} {name} {day.year}",
    )[form]
    return When(raw, day.isoformat(), "day")


def due_after(random: Random, start: date, year: int) -> When:
    """An end on the last day of a later month of the year, or of the next one's first half."""
    month = random.randint(min(start.month + 1, 12), 12)
    if random.random() < 0.25:
        year, month = year + 1, random.choice((1, 3, 6))
    last = date(year, month, calendar.monthrange(year, month)[1])
    if random.random() < 0.3:
        return When(f"{MONTHS[month - 1]} {year}", last.isoformat(), "month")
    return printed_day(last, random.choice((0, 0, 1, 3, 4)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _spaced(text: str) -> str:
    return f" {text}" if text else ""
