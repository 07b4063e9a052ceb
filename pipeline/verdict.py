"""How it went with a paper: its pages and notes go in, the state, code and sentence of its row in ``files`` come out.

``read`` is said of a paper only when it is known to be whole: the pages that it declares are the pages that were found and
the pages that were read, and no reader and no check had anything to remark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.errors import UnreadablePaper
from extractors.model import Page, Paper
from pipeline.config import Settings
from pipeline.store import Record

LOST = "worker_lost"  # note of a page that nobody reads: it took its reader with it
_UNREAD = ("unreadable", LOST, "ocr_timeout")
_INCOMPLETE = ("damaged_stream", "too_much_text")  # notes of a page of which text is missing
_TEXTLESS = {  # why no page has words → the state of the paper
    "too_much_text": "too_big",
    "damaged_stream": "damaged",
    "hidden_text": "partial",
    "ocr_missing": "no_text",
}

NOTES = {  # codes of Paper.notes and Page.notes → what a person should know
    "cut_off": "filen är avklippt i slutet",
    "damaged_stream": "en sidas innehåll är skadat så att text kan saknas",
    "hidden_text": "text som inte syns på sidan har lämnats utanför",
    "junk_before": "det står annat framför handlingen i filen",
    "garbled_text": "sidans egen text var obegriplig och sidan har lästs som bild",
    "ocr_doubtful": "bildläsningen är osäker",
    "ocr_found_nothing": "bildläsningen hittade ingen text",
    "ocr_layer": "texten är en tidigare bildläsning av en skannad sida",
    "ocr_missing": "en skannad sida är inte läst: installera tesseract-ocr och tesseract-ocr-swe",
    "ocr_timeout": "bildläsningen av en sida tog för lång tid",
    "page_count": "filen uppger fel antal sidor",
    "portfolio": "filen är en portfölj: bifogade filer i den är inte lästa",
    "reader_disagrees": "två läsare får olika text",
    "repaired": "filen är skadad och har lagats",
    "rewritten": "filen är skadad och har skrivits om för att kunna läsas",
    "salvaged": "listan över filens sidor är borta: de sidor är lästa som gick att hitta",
    "several_files": "flera filer ligger efter varandra i filen och bara en är läst",
    "strange_words": "texten på en sida är inte ord på något språk",
    "too_many_lines": "en sida har så många streck att tabeller inte har sökts",
    "too_much_text": "en sida har mer text än gränsen 1 000 000 tecken",
    "unmapped_text": "en del av texten saknar teckentabell",
    "unreadable": "en sida gick inte att läsa",
    "xfa_form": "filen är ett ifyllbart formulär (XFA) vars innehåll inte är läst",
    LOST: "en sida fick läsaren att krascha eller hänga sig",
}
_NO_TEXT = (
    "Filen har ingen text att läsa: den är en bild. "
    "Installera tesseract-ocr och tesseract-ocr-swe, eller ange --ocr always."
)


def of_paper(paper: Paper, *, lost_to: str, settings: Settings) -> Record:
    """The record of a paper whose pages were read; ``lost_to`` says why a worker was lost to it, if one was."""
    unread = [page.number for page in paper.pages if _is_unread(page)]
    read = len(paper.pages) - len(unread)
    missing = paper.pages_declared - read
    notes = _notes(paper)
    state, code, reason = _judged(paper, notes)
    if missing > 0:
        state, code, reason = _with_missing(paper, missing, unread)
        if lost_to:
            why = lost(lost_to, settings)
            code, reason = why.reason_code, f"{reason} {why}"
            state = "partial" if read else why.state
    return Record(state, code, reason, paper.pages_declared, read)


def without_rules(record: Record, why: str, *, lasting: bool) -> Record:
    """The same for a paper that was read but not understood, by a fault of the program; not ``lasting``: tried each run."""
    what = {"stalled": "tog för lång tid", "timeout": "tog för lång tid", "crash": "kraschade"}.get(why, why)
    reason = f"Ett fel i programmet ({what}) hindrade tolkningen. Rapportera det gärna."
    return replace(record, state="partial", reason_code="rules_failed", reason=reason, lasting=lasting)


def lost(why: str, settings: Settings) -> UnreadablePaper:
    """What is said of a paper, or its page, that its reader was lost to."""
    if why == "timeout":
        reason = f"Läsningen tog längre tid än gränsen ({settings.timeout} s). Dela upp filen eller höj timeout."
        return UnreadablePaper(reason, state="too_big", reason_code="timeout")
    if why == "stalled":
        reason = (
            "En sida, eller filen som helhet, tog för lång tid att läsa. Öppna filen i en PDF-läsare och spara om den."
        )
        return UnreadablePaper(reason, state="too_big", reason_code="page_timeout")
    reason = "Filen fick läsaren att krascha. Öppna den i en PDF-läsare och spara om den."
    return UnreadablePaper(reason, state="damaged", reason_code="worker_lost")


def _judged(paper: Paper, notes: list[str]) -> tuple[str, str | None, str | None]:
    incomplete = [note for note in notes if note in _INCOMPLETE]
    if any("hidden_text" in page.notes and not page.words for page in paper.pages):
        incomplete.append("hidden_text")  # nothing of what that page holds was read
    if not any(page.words for page in paper.pages):
        found = next((note for note in notes if note in _TEXTLESS), "no_text")
        return _TEXTLESS.get(found, "no_text"), found, _NO_TEXT if found == "no_text" else _said_of(notes)
    if incomplete or {"cut_off", "salvaged"} <= set(notes):  # how many pages stood after the cut, nobody knows
        return "partial", (incomplete or ["cut_off"])[0], _said_of(notes)
    if any(page.source == "ocr" and page.reader != "pdfium" and page.words for page in paper.pages):
        return "ocr", notes[0] if notes else None, _said_of(notes)
    if notes:
        return "read_warn", notes[0], _said_of(notes)
    return "read", None, None


def _with_missing(paper: Paper, missing: int, unread: list[int]) -> tuple[str, str, str]:
    which = f" (sida {', '.join(map(str, unread[:10]))})" if unread else ""
    reason = f"{missing} av {paper.pages_declared} sidor gick inte att läsa{which}."
    return ("partial" if len(paper.pages) > len(unread) else "damaged"), "pages_missing", reason


def _notes(paper: Paper) -> list[str]:
    """What there is to remark, the file before its pages, each once."""
    return list(dict.fromkeys([*paper.notes, *(note for page in paper.pages for note in page.notes)]))


def _is_unread(page: Page) -> bool:
    return any(note in _UNREAD for note in page.notes)


def _said_of(notes: Iterable[str]) -> str | None:
    said = "; ".join(NOTES.get(note, note) for note in notes)
    return f"{said[:1].upper()}{said[1:]}. Jämför med originalet." if said else None
