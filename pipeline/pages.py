"""Pages as bytes and back, exactly: what a reader saw goes in, the same ``Page`` comes out.

One page is a small JSON text (what is said once a page, and the words) and one array of numbers (five a word), packed
together by zlib. Numbers that are hundredths of a point, as a reader rounds them, take four bytes, others eight.
Nothing in it can run anything, and a byte that was changed or cut off is noticed (ValueError).
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from array import array

from extractors.model import Box, Fill, Grid, Page, Word

_HEAD = struct.Struct("<IB")  # length of the JSON text, bytes a number takes
_HUNDREDTHS, _WHOLE = 4, 8
_NUMBER = re.compile(rb'\{"number":(\d+),')  # what the JSON text begins with
_FASTEST = 1


def pack(page: Page) -> bytes:
    """The bytes of one page."""
    words = page.words
    numbers: list[float] = []
    for word in words:
        numbers += word[1:6]
    head = {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "texts": [word.text for word in words],
        "bold": [i for i, word in enumerate(words) if word.bold],
        "doubt": [[i, word.confidence] for i, word in enumerate(words) if word.confidence != 1.0],
        "grids": [grid.rows for grid in page.grids],
        "rules": page.rules,
        "fills": page.fills,
        "image_share": page.image_share,
        "source": page.source,
        "reader": page.reader,
        "confidence": page.confidence,
        "notes": page.notes,
        "turned": page.turned,
        "skew": page.skew,
    }
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    size, packed = _packed(numbers)
    return zlib.compress(_HEAD.pack(len(text), size) + text + packed, _FASTEST)


def unpack(data: bytes) -> Page:
    """The page of such bytes; raises ValueError where they are not whole."""
    try:
        raw = zlib.decompress(data)
        length, size = _HEAD.unpack_from(raw)
        head = json.loads(raw[_HEAD.size : _HEAD.size + length])
        n = _unpacked(size, raw[_HEAD.size + length :])
        texts = head["texts"]
        if len(n) != 5 * len(texts):
            raise ValueError("words and places do not match")
        words = list(map(Word, texts, n[0::5], n[1::5], n[2::5], n[3::5], n[4::5]))
        for i in head["bold"]:
            words[i] = words[i]._replace(bold=True)
        for i, confidence in head["doubt"]:
            words[i] = words[i]._replace(confidence=confidence)
        return Page(
            number=head["number"],
            width=head["width"],
            height=head["height"],
            words=tuple(words),
            grids=tuple(
                Grid(tuple(tuple(Box(*cell) if cell else None for cell in row) for row in rows))
                for rows in head["grids"]
            ),
            rules=tuple(Box(*rule) for rule in head["rules"]),
            fills=tuple(Fill(*fill) for fill in head["fills"]),
            image_share=head["image_share"],
            source=head["source"],
            reader=head["reader"],
            confidence=head["confidence"],
            notes=tuple(head["notes"]),
            turned=head.get("turned", 0),
            skew=head.get("skew", 0.0),
        )
    except (zlib.error, struct.error, KeyError, IndexError, TypeError) as error:
        raise ValueError(f"not a packed page: {error}") from error


def number_of(data: bytes) -> int:
    """Which page such bytes are of, without unpacking the whole; raises ValueError where they are not whole."""
    try:
        begin = zlib.decompressobj().decompress(data, _HEAD.size + 40)[_HEAD.size :]
    except zlib.error as error:
        raise ValueError(f"not a packed page: {error}") from error
    found = _NUMBER.match(begin)
    if found is None:
        raise ValueError("not a packed page: it does not begin with its number")
    return int(found[1])


def _packed(numbers: list[float]) -> tuple[int, bytes]:
    try:
        hundredths = array("i", [round(x * 100) for x in numbers])
    except (OverflowError, ValueError):  # a place off any paper, or no number at all
        return _WHOLE, array("d", numbers).tobytes()
    if [x / 100 for x in hundredths] == numbers:
        return _HUNDREDTHS, hundredths.tobytes()
    return _WHOLE, array("d", numbers).tobytes()


def _unpacked(size: int, data: bytes) -> list[float]:
    if size == _HUNDREDTHS:
        hundredths = array("i")
        hundredths.frombytes(data)
        return [x / 100 for x in hundredths]
    whole = array("d")
    whole.frombytes(data)
    return whole.tolist()
