"""The end of a line and the start of the next: one word, two, or one with its hyphen."""

import pytest

from extractors.hyphens import is_broken, joint
from extractors.model import Cell, Line, LineId, Passage, Word

JOINED = [
    ("Stadsdels-",           "direktör",    "Stadsdelsdirektör"),
    ("Stadsdels-",           "Direktör",    "Stadsdels-Direktör"),
    ("minska kvalitets-",    "uppföljning", "minska kvalitetsuppföljning"),
    ("hem-",                 "och",         "hem- och"),
    ("barn-",                "samt",        "barn- samt"),
    ("dag-",                 "resp.",       "dag- resp."),
    ("förskole-,",           "skol-",       "förskole-, skol-"),
    ("LSS-",                 "insatser",    "LSS-insatser"),
    ("HVB-",                 "hemmen",      "HVB-hemmen"),
    ("avtal om IT-",         "stöd",        "avtal om IT-stöd"),
    ("10-",                  "årig",        "10-årig"),
    ("Norra-",               "Berga",       "Norra-Berga"),
    ("nya e-",               "tjänster",    "nya e-tjänster"),
    ("2013 -",               "31/12",       "2013 - 31/12"),
    ("2013-",                "2014",        "2013-2014"),
    ("Utfall jan-",          "apr",         "Utfall jan-apr"),
    ("maj-",                 "majvintern",  "majmajvintern"),      # no month
    ("2013-12-",             "31",          "2013-12-31"),
    ("rekry\xad",            "tering",      "rekrytering"),     # a soft hyphen that shows
    ("(kost-",               "enheten)",    "(kostenheten)"),
    ("- minska -",           "öka",         "- minska - öka"),  # dashes, not hyphens
    ("vaktmästare",          "och",         "vaktmästare och"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "whole"), JOINED)
def test_line_ends_are_mended(left: str, right: str, whole: str) -> None:
    cut, glue = joint(left, right)
    assert left[: len(left) - cut] + glue + right == whole


BROKEN = [
    ("ekonomi", "sk"),
    ("upphandlingsunderla", "g"),
    ("Funktionsvari", "ation"),
    ("Bemannings", "planering"),
    ("Effektivise", "ring"),
    ("Tidpla", "n"),
    ("Åtgärd", "er"),
    ("Ansva", "rig,"),
]
WHOLE = [
    ("Ekonomisk", "effekt"),
    ("Ansvarig", "nämnd"),
    ("Lokalkostnader", "minskas"),
    ("Rekryteringsstopp", "gäller"),
    ("Kompetensutveckling", "för"),
    ("Schemaläggning", "en"),  # "en" is a word of its own far more often than an ending
    ("Stadsdels", "Direktör"),
    ("Besparing", "250"),
    ("Avtal", "(ram)"),
]


@pytest.mark.parametrize(("left", "right"), BROKEN)
def test_words_broken_without_a_hyphen_are_known(left: str, right: str) -> None:
    assert is_broken(left, right)


@pytest.mark.parametrize(("left", "right"), WHOLE)
def test_words_under_each_other_stay_two(left: str, right: str) -> None:
    assert not is_broken(left, right)


def _lines(*texts: str, x1: float) -> tuple[Line, ...]:
    """Lines that end at ``x1``, each word five points a letter."""
    lines = []
    for n, text in enumerate(texts, start=1):
        words = tuple(Word(w, x1 - 5 * len(w), 12.0 * n, x1, 12.0 * n + 10, 9.0) for w in text.split())
        lines.append(Line(LineId(1, n), words))
    return tuple(lines)


def test_a_cell_mends_words_only_where_the_line_was_full() -> None:
    assert Cell(_lines("Bemannings", "planering", x1=95), right=100).text == "Bemanningsplanering"
    assert Cell(_lines("Bemannings", "planering", x1=60), right=100).text == "Bemannings planering"
    assert Cell(_lines("Ny bemannings", "planering", x1=95), right=100).text == "Ny bemannings planering"
    assert Passage.of_lines(_lines("Bemannings", "planering", x1=95)).text == "Bemannings planering"


def test_a_mended_word_keeps_both_its_places() -> None:
    passage = Cell(_lines("Bemannings", "planering införs", x1=95), right=100).passage.cut(0, 19)
    assert [(place.text, place.box.top) for place in passage.places()] == [("Bemannings", 12.0), ("planering", 24.0)]
