"""What a printed label or column header means: "Uppföljning och klart" → due, "Bedömd ekonomisk effekt 2018 i tkr" → effect.

In: a label, or a line that may begin with one. Out: the names of fields, the likeliest first. Years, dates, units and brackets are
no part of what a label means; a word broken between the lines of a narrow header and small slips of spelling are tolerated.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from rapidfuzz import fuzz, process

from extractors.fields.amount import GLUED_IN, is_amount
from extractors.fields.area_names import is_area_name
from extractors.fields.asking import asked, said_or_done
from extractors.fields.label_core import EDGES, MARK, Core, core_of, without_mark
from extractors.fields.label_words import (
    Candidate,
    alone,
    first_words,
    known_labels,
    long_labels,
    not_lead,
    with_n_for_rt,
    words_beside,
)
from extractors.lexicon import remembered
from extractors.lexicon.folding import squeezed

_LONGEST = 90  # letters of a label
# "Effekt, tkr 1)": a mark that sends the reader to a note
_NOTE = regex.compile(r"\s*(?:\d\)|\*+\)?|[¹²³])+$")
_NOTE_ENDS = (")", "*", "¹", "²", "³")
GLUED_YEAR = regex.compile(
    r"(?<=\p{Ll}|(?<!\d)\d)(?=20[0-4]\d(?!\d))|(?<=(?<!\d)20\d\d)(?=\p{Ll})"
)  # "g2024i", "82024", on a scan
_GLUED_TO = regex.compile(r"(?<=\p{Ll}{3})(?=t\.\s?o\.\s?m)")  # "Utfallt.o.m. augusti", on a scan
_LEAD = regex.compile(
    MARK.pattern
    + r"(?P<label>[\p{Lu}#][^:.!?;]{0,68}(?:\b(?:ev|fr|o|m|t|c|kl|nr|ansv|inkl)\.[^:.!?;]{0,40})*?)\s?:(?!\d)(?=\s|$|\S)"
)
_DASHED = regex.compile(MARK.pattern + r"(?P<label>\p{Lu}[^:.!?;–—-]{1,50}?)\s+[–—-]\s+(?!(?:och|eller|samt)\b)(?=\S)")
_NEVER_DASHED = {"no", "title", "area", "subarea", "action", "figure", "risk"}
_AMOUNT = regex.compile(
    r"(?:ca\.?\s+|cirka\s+)?[-–−]?\s?\d[\d\s.,]*\s?(?:tkr|kkr|mnkr|mkr|kr|kronor|miljon|tusen)", regex.IGNORECASE
)
_BETWEEN = regex.compile(r"\s*/\s*|\s+och\s+|\s+samt\s+|,\s*|\s*\+\s*|\s+&\s+|\s+-\s+")
_A_WORD = regex.compile(r"\p{L}{3,}")
_OF_YEAR = regex.compile(r"\b(?:helar|per ar|arlig|ar \d|budget|netto|brutto)")  # "Effekt per helår": an amount
_LOOKALIKES = (("1", "l"), ("|", "l"), ("!", "l"), ("0", "o"), ("5", "s"), ("rn", "m"), ("vv", "w"))
_EFFECT = regex.compile(r"\b(?!effekt)e\p{Ll}{2}ekt(?=\b|er\b|en\b)")  # "eftekt", "elfekt"
_HEADS = {
    "atgard": "action", "atgarder": "action", "forslag": "action", "besparing": "effect", "besparingar": "effect", "effekt": "effect",
    "minskning": "effect", "ansvarig": "responsible", "status": "status", "kommentar": "comment", "kommentarer": "comment",
    "omrade": "area", "aktivitet": "action", "aktiviteter": "action", "konsekvenser": "comment", "konsekvens": "comment",
}  # fmt: skip
_COMPOUND_TIME = regex.compile(
    r"(?:(?P<start>start|inforande|genomforande|ikrafttradande|verkstallighets?|verkstallande)|slut|avsluts?|klar|fardig|mal|uppfoljnings|redovisnings|aterrapporterings)"
    r"(?:manad|ar|halvar|kvartal|vecka|termin|datum|dag|tid|tidpunkt|period)"
)
# "Konsekvens för barn och unga", "Kommentar från enheten": what a label is of changes nothing
_OF_WHAT = regex.compile(
    r"(?P<head>konsekvens(?:er)?|kommentar(?:er)?|risk(?:er)?|ansvarig(?:a)?|beskrivning|syfte|status|uppfoljning|bedomning|paverkan|motivering)"
    r"\s+(?:for|av|till|fran|med|pa|inom|om|vid)\s+\p{L}[\p{L}\s]{1,40}"
)


@remembered(8192)
def is_label(text: str) -> bool:
    """True for a label or header of a field; an area's own name ("Förskola") is a heading, the word "Område" a label."""
    candidates = fields_of(text)
    if any(c.weight >= 0.5 and c.field not in ("area", "subarea", "figure") for c in candidates):
        return True
    return any(c.weight >= 0.9 for c in candidates) and not is_area_name(text)


def field_of(label: str) -> str | None:
    """The likeliest field of a label, None where it is no label that we know."""
    found = fields_of(label)
    return found[0].field if found and found[0].weight >= 0.5 else None


# "Konsekvenser för den enskilde"
_FOR_WHOM = regex.compile(
    r"(?P<what>\p{L}*(?:konsekvens(?:er)?|påverkan))\s+(?:för|på)\s+(?:den\s+|de\s+)?\p{L}+(?:(?:,|\s+och|\s+eller)?\s+\p{L}+)?(?=\s*:?$)",
    regex.IGNORECASE,
)


@remembered(8192)
def fields_of(label: str) -> tuple[Candidate, ...]:
    """Every field that a label may name, the likeliest first. What stands under it, or beside it, may decide between them."""
    if len(label) > _LONGEST:
        return ()
    small = label.casefold()
    if "konsekvens" in small or "påverkan" in small:
        label = _FOR_WHOM.sub(r"\g<what>", label)
    if "o.m" in small:
        label = _GLUED_TO.sub(" ", label)
    if "20" in label:
        label = GLUED_YEAR.sub(" ", label)
    label = " ".join(label.split())
    if label.endswith(_NOTE_ENDS):
        label = _NOTE.sub("", label)
    return _looked_up(GLUED_IN.sub("i ", label))


@remembered(8192)
def split_label(line: str) -> tuple[str, str] | None:
    """(label, rest) of a line that begins with a known label: "Start: 15 januari", "Mål – att färre …", or a label alone on its line.

    ``rest`` is the end of ``line``. None for ordinary sentences, with or without a colon.
    """
    match = _LEAD.match(line) if ":" in line else None
    if (
        match
        and len(match["label"].split()) <= 9
        and (_opens(match["label"], at_least=0.72) or _gives(match["label"], line[match.end() :]))
    ):
        return match["label"].strip(), line[match.end() :].lstrip()
    match = _DASHED.match(line) if any(map(line.__contains__, "–—-")) else None
    at_least = 0.72 if match and _AMOUNT.match(line, match.end()) else 0.93
    if match and _opens(match["label"], at_least=at_least) and fields_of(match["label"])[0].field not in _NEVER_DASHED:
        return match["label"].strip(), line[match.end() :].lstrip()
    text = without_mark(line).strip()
    if len(text) > _LONGEST or not text[:1].isupper():
        return None
    letters = squeezed(text)
    if not any(map(letters.__contains__, first_words())):
        return None  # quicker than to take the text apart
    stands_alone = squeezed(core_of(text).text) in alone() and _AMOUNT.search(text) is None
    return (text, "") if stands_alone else None


def _gives(label: str, rest: str) -> bool:
    """ "Utfall: 900 tkr": a name of figures before an amount and nothing else says what has come of it."""
    return _OUTCOME.match(label) is not None and (
        is_amount(rest.strip()) or _ZERO_OF_A_SCAN.fullmatch(rest.strip()) is not None
    )


_ZERO_OF_A_SCAN = regex.compile(r"[Oo]\s(?:tkr|kkr|mkr|mnkr|kr|kronor)")


_OUTCOME = regex.compile(r"(?:utfall|prognos)\b", regex.IGNORECASE)


@remembered(4096)
def _looked_up(label: str) -> tuple[Candidate, ...]:
    core = core_of(label)
    if not any(c.isalpha() for c in core.text) and core.text != "#":
        if core.unit and core.year:
            return (Candidate("effect", 0.8), Candidate("figure", 0.5))
        if core.unit:
            return (Candidate("effect", 0.7), Candidate("figure", 0.5))
        if core.year and _A_WORD.search(label) is None:
            return (Candidate("effect", 0.6), Candidate("figure", 0.5), Candidate("due", 0.3))
        return ()
    if len(core.text.split()) > 9:
        return ()
    found = (
        _exact(core.text)
        or _of_what_is_done(core.text)
        or _shortened(core.text)
        or _lessening(core)
        or _joined(core.text)
        or _said_or_done(core.text)
        or _misread(core.text)
        or _misspelt(core.text)
        or _compound(core.text)
        or _asking(core.text)
        or (_of_money(core.text) if core.unit else ())
        or _without_last(label)
    )
    if found and found[0].field == "effect_text" and _OF_YEAR.search(core.text):
        found = (Candidate("effect", 0.8), *(c for c in found if c.field != "effect"))
    if (core.unit or core.year) and found and found[0].field in ("effect_text", "figure", "action", "due", "start"):
        found = _as_amount(found, core)
    return found


def _as_amount(found: tuple[Candidate, ...], core: Core) -> tuple[Candidate, ...]:
    """ "Effekt 2024", "Effekter (tkr)", "Klart (tkr)": the unit or the year tells that amounts stand under it."""
    first = found[0]
    if first.field == "effect_text":
        return (
            Candidate("effect", first.weight),
            Candidate("effect_text", 0.5),
            *(c for c in found[1:] if c.field != "effect"),
        )
    if core.unit and any(c.field == "effect" for c in found):
        return (
            tuple(
                sorted((Candidate(c.field, 0.9) if c.field == "effect" else c for c in found), key=lambda c: -c.weight)
            )
            if first.field != "figure"
            else found
        )
    return found


def _exact(text: str) -> tuple[Candidate, ...]:
    return known_labels().get(squeezed(text) or text, ())


def _shortened(text: str) -> tuple[Candidate, ...]:
    """Words that only say more taken away, first at the beginning, then at the end."""
    for shorter, factor in _shorter(text):
        found = _exact(shorter)
        if found:
            return _scaled(found, factor)
    return ()


def _shorter(text: str) -> Iterator[tuple[str, float]]:
    modifiers, tails = words_beside()
    heads = [text]
    words = text.split()
    while len(words) > 1 and words[0] in modifiers:
        words = words[1:]
        heads.append(" ".join(words))
    for i, head in enumerate(heads):
        if i:
            yield head, 0.97
        rest = head
        while tail := next((t for t in tails.get(rest.rpartition(" ")[2], ()) if rest.endswith(t)), ""):
            rest = rest[: -len(tail)].rstrip(EDGES)
            yield rest, 0.93


def _of_what_is_done(text: str) -> tuple[Candidate, ...]:
    """ "Enhet / åtgärd": a column of what is done, with names of units over its groups."""
    parts = [part.strip(EDGES) for part in _SLASH.split(text)]
    each = [found[0].field if (found := _exact(part)) else "" for part in parts]
    return (Candidate("action", 0.9),) if len(parts) == 2 and sorted(each) == ["action", "area"] else ()


_SLASH = regex.compile(r"/|\s[il|!]\s", regex.IGNORECASE)  # which a scan takes for a letter


def _joined(text: str) -> tuple[Candidate, ...]:
    """ "Kommentar/analys", "Ansvarig och tidplan": every part is a label by itself; the first one's field leads."""
    parts = [p.strip(EDGES) for p in _BETWEEN.split(text)]
    if len(parts) < 2 or not all(len(p) > 1 for p in parts):
        return ()
    each = [_exact(p) or _shortened(p) for p in parts]
    if not all(each):
        return ()
    ranked = {
        c.field: c.weight * (0.9 if i == 0 else 0.6) for i, found in reversed(list(enumerate(each))) for c in found[:1]
    }
    return tuple(sorted((Candidate(f, w) for f, w in ranked.items()), key=lambda c: -c.weight))


def _misread(text: str) -> tuple[Candidate, ...]:
    """ "Tidp1an", "Kornmentar", "Stantid" for "Starttid": letters that a scan takes for others that look alike. No word is printed so."""
    plain = text
    for seen, meant in _LOOKALIKES:
        plain = plain.replace(seen, meant)
    forms = [plain] if plain != text else []
    if (meant := _EFFECT.sub("effekt", plain)) != plain:
        forms.append(meant)
    key = squeezed(plain)
    if len(plain) > 6 and any(label in key for label in with_n_for_rt()):
        forms += [f"{plain[:i]}rt{plain[i + 1 :]}" for i, letter in enumerate(plain) if letter == "n"]
    found = (_exact(form) or _shortened(form) for form in forms if form.replace(" ", "").isalpha())
    return _scaled(next(filter(None, found), ()), 0.9)


def _misspelt(text: str) -> tuple[Candidate, ...]:
    for form in dict.fromkeys((text, *(s for s, _ in _shorter(text)))):
        key = squeezed(form)
        if len(key) < 7:
            continue
        alike = long_labels().get(key[0], ())  # the first letter is seldom the wrong one
        hit = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=85)
        one_off = hit is not None and len(hit[0]) == len(key)  # one letter read for another: "Tidpurkt"
        if hit and abs(len(hit[0]) - len(key)) <= 2 and (hit[1] >= 88 or one_off):
            return _scaled(known_labels()[hit[0]], 0.82)
    return ()


def _compound(text: str) -> tuple[Candidate, ...]:
    """ "Hyresbesparing", "Förskoleåtgärder": the last part of a compound of one word tells; of times the first ("Startmånad")."""
    if " " in text or not text.isalpha():
        return ()
    if when := _COMPOUND_TIME.fullmatch(text):
        return (Candidate("start" if when["start"] else "due", 0.9),)
    for head, field in _HEADS.items():
        if text.endswith(head) and len(text) >= len(head) + 3:
            return (Candidate(field, 0.6),)
    return ()


def _without_last(label: str) -> tuple[Candidate, ...]:
    """ "Helårseffekt, make": a few letters behind the last comma are a unit that a scan misread."""
    head, comma, last = label.rpartition(",")
    return _scaled(_looked_up(head), 0.85) if comma and 2 <= len(last.strip()) <= 5 and head.strip() else ()


def _of_money(text: str) -> tuple[Candidate, ...]:
    """ "Effekt efter full utbyggnad, tkr": with a unit, a word for what is gained says enough."""
    heads = {field for word in text.split() for head, field in _HEADS.items() if word.endswith(head)}
    return (Candidate("effect", 0.6),) if "effect" in heads else ()


def _lessening(core: Core) -> tuple[Candidate, ...]:
    """ "Minskad nettokostnad", "Lägre hyror", "Resultatpåverkan": whatever it is that becomes less or more; "Neddragning" with a unit or a year."""
    told = _LESS_MONEY.fullmatch(core.text) or ((core.unit or core.year) and _LESS.fullmatch(core.text))
    return (Candidate("effect", 0.9),) if told else ()


_LESS_MONEY = regex.compile(
    r"(?:minska[dt]e?|lagre|sank(?:t|ta)|mindre|reducera[dt]e?|inbesparade?|uteblivna?)\s+(?:\p{L}+\s+)?\p{L}*(?:kostnad|utgift|intakt|inkomst|hyr|anslag|budget|ram|bidrag|loner|inkop)\p{L}{0,3}"
    r"|(?:oka[dt]e?|hogre)\s+(?:\p{L}+\s+)?\p{L}*(?:kostnad|utgift|intakt|inkomst)\p{L}{0,3}"
    r"|(?:netto)?(?:kostnads|utgifts|intakts|inkomst|anslags|ram|budget|resultat|hyres)(?:minskning|sankning|paverkan|forandring|forbattring|okning|neddragning|forstarkning|effekt)(?:en|ar|er)?"
)
_LESS = regex.compile(r"(?:minskning|sankning|neddragning|nedskarning|inbesparing|hemtagning)(?:en|ar)?")


def _said_or_done(text: str) -> tuple[Candidate, ...]:
    field = said_or_done(text)
    return (Candidate(field, 0.75),) if field else ()


def _asking(text: str) -> tuple[Candidate, ...]:
    """A column may ask in plain words; a heading may too ("Varför en handlingsplan?"), so that it is a weak label elsewhere."""
    field = asked(text)
    if field:
        return (Candidate(field, 0.45),)
    match = _OF_WHAT.fullmatch(text)
    return _scaled(_exact(match["head"]), 0.48) if match else ()


def _scaled(found: tuple[Candidate, ...], factor: float) -> tuple[Candidate, ...]:
    return tuple(Candidate(c.field, round(c.weight * factor, 3)) for c in found)


def _opens(label: str, *, at_least: float) -> bool:
    found = fields_of(label)
    core = core_of(" ".join(label.split()))
    if not found or found[0].weight < at_least or not core.text:
        return False
    return found[0].field not in ("figure", "no") and squeezed(core.text) not in not_lead()
