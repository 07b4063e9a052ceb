"""What a form of the review page says: its texts go in, values that the tables hold come out.

What cannot be used is said in Swedish beside the field that it stands in (Refused), so that nothing typed is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from extractors.errors import UsageError
from pipeline.correcting import unnumbered
from pipeline.corrections import Spot
from pipeline.values import usable, usable_effects

Form = Mapping[str, str]
LONGEST = 20_000  # letters of one value
_MOST_EFFECTS = 60
_EFFECT_FIELDS = ("raw", "amount_sek", "kind", "year", "as_of", "period")
_BETWEEN_HEADINGS = " › "
_KRONOR = (
    {"": 1, "kr": 1, "kronor": 1, "sek": 1, ":-": 1}
    | dict.fromkeys(("tkr", "kkr", "tusen"), 1_000)
    | dict.fromkeys(("mkr", "mnkr", "msek", "milj", "miljon", "miljoner"), 1_000_000)
)
_AMOUNT = re.compile(
    r"""
    (?P<minus> [-−–] )? \+? \s*
    (?P<whole> \d{1,3} (?: \s \d{3} )+ | \d+ )    # 1 500 000 | 400000
    (?: (?P<point> [.,] ) (?P<decimals> \d+ ) )?   # 1,5
    \s* (?: (?P<unit> kr | kronor | sek | :- | tkr | kkr | tusen | mkr | mnkr | msek | milj | miljon | miljoner ) \.? (?: \s* kr | \s* kronor )? )? \.?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOT_WHOLE = "Formuläret är inte helt. Ladda om sidan och försök igen."


class Refused(UsageError):
    """A form that cannot be used. ``errors``: the field of the form → why, in Swedish."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class Errors(dict[str, str]):
    """What is wrong with a form, gathered so that all of it is said at once."""

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Remember what is refused in the ``with`` block, and go on."""
        try:
            yield
        except Refused as refused:
            self.update(refused.errors)

    def tell(self) -> None:
        """Raise what was gathered."""
        if self:
            raise Refused(self)


def read_value(name: str, text: str, *, at: str = "") -> Any:
    """The value of a field; ``at`` is what the form calls it, where that is another name."""
    if len(text) > LONGEST:
        raise Refused({at or name: "Texten är för lång."})
    try:
        return usable(name, text.split(_BETWEEN_HEADINGS.strip()) if name == "area_path" else text)
    except ValueError as error:
        raise Refused({at or name: str(error)}) from error


def read_change(name: str, text: str, old: Any) -> Any:
    """The value of a field, which is the old one where they differ only in how a form writes them (spaces, line breaks)."""
    new = read_value(name, text)
    if name == "area_path" and text == _BETWEEN_HEADINGS.join(old or []):
        return old  # a heading may have the sign itself
    try:
        before = usable(name, old)
    except ValueError:
        return new
    return old if before == new else new


def read_effects(form: Form) -> list[dict[str, Any]]:
    """The amounts of a form, a row each; empty rows are none."""
    found: list[dict[str, Any]] = []
    errors = Errors()
    if not form["effects.rows"].isdecimal():
        raise UsageError(_NOT_WHOLE)
    for n in range(1, min(int(form["effects.rows"]), _MOST_EFFECTS) + 1):
        said = {name: form.get(f"effects.{n}.{name}", "").strip() for name in _EFFECT_FIELDS}
        if said["amount_sek"] or said["raw"]:
            with errors.gather():
                found += [read_effect(said, at=f"effects.{n}")]
    errors.tell()
    return found


def read_effect(said: dict[str, str], *, at: str) -> dict[str, Any]:
    """One amount; what is wrong with it is said at ``at``."""
    raw = said["raw"] or said["amount_sek"]
    try:
        (effect,) = usable_effects([said | {"raw": raw, "amount_sek": kronor(said["amount_sek"] or raw)}])
    except (ValueError, UsageError) as error:
        raise Refused({at: str(error)}) from error
    return effect


def same_effects(old: Any, new: list[dict[str, Any]]) -> bool:
    """True where the amounts of a form are those that it was shown with."""
    try:
        return usable_effects(unnumbered(old)) == new
    except ValueError:
        return False


def kronor(text: str) -> int:
    """Kronor from what a person writes: "400 000", "400 tkr", "1,2 mnkr", "-50 000 kr", "300:-"."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"»{text}« är inget belopp. Skriv det som 400 000, 400 tkr eller 1,2 mnkr.")
    whole, decimals, factor = (
        re.sub(r"\D", "", found["whole"]),
        found["decimals"] or "",
        _KRONOR[(found["unit"] or "").lower()],
    )
    if found["point"] == "." and len(decimals) == 3:  # 1.500 is 1 500 to some and 1,5 to others
        raise UsageError(f"»{text}« går att läsa på två sätt. Skriv tusental med mellanrum och decimaler med komma.")
    amount, rest = divmod(int(whole + decimals) * factor, 10 ** len(decimals))
    if rest:
        raise UsageError(f"»{text}« är inget helt antal kronor. Menar du tkr eller mnkr: skriv det efter talet.")
    return -amount if found["minus"] else int(amount)


def read_was(form: Form) -> dict[str, Any]:
    """The values that the form was shown with."""
    try:
        said = json.loads(form.get("was", "{}"))
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise UsageError(_NOT_WHOLE)
    return said


def read_spots(form: Form, name: str) -> tuple[Spot, ...]:
    """The places that were pointed out."""
    text = form.get(name, "")
    if not text.strip():
        return ()
    try:
        return tuple(_spot(said) for said in json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise Refused({name: "Rutan på sidan gick inte att förstå. Dra den på nytt."}) from error


def _spot(said: Any) -> Spot:
    x0, top, x1, bottom = (round(float(side), 2) for side in said["box"])
    if not (x0 < x1 and top < bottom):
        raise ValueError("ingen ruta")
    return Spot(int(said["page"]), (x0, top, x1, bottom), str(said.get("text", ""))[:LONGEST])


def read_page(text: str, pages: int) -> int:
    """The number of a page that the paper has."""
    if not text.isdecimal() or not 1 <= int(text) <= max(pages, 1):
        raise Refused({"page": f"Sidan ska vara mellan 1 och {pages}."})
    return int(text)
