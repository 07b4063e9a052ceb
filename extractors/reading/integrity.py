"""A PDF's bytes → whether it is whole: pages promised and found, streams whose checksum holds, parts we do not show.

In: the bytes. Out: an ``Inspection``. A reader of a damaged stream gives what it has, without a word: with a few bits
flipped most of a page's text can be gone. So the checksum at the end of every stream that makes text (contents, forms,
fonts, letter tables) is proved here. Pictures are not: one sees that they are damaged.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pikepdf

MAX_DECODED = 256 * 2**20  # bytes of one stream
MAX_FILTERS = 25
_CHUNK = 2**20
_MOST_PAGES = 10_000_000  # that a file can be believed to have
MAX_LETTERS = 1_000_000  # on one page
_STRING = re.compile(rb"\([^()]{1,100000}\)|<[0-9A-Fa-f\s]{2,100000}>")
_MAX_FORMS = 2_000  # forms looked at in one document
_NOT_AT_START = re.compile(rb"%%EOF\s*%PDF-")


@dataclass
class Inspection:
    """``pages`` has the notes of the pages (from 1) that have any; ``hidden_layers`` names the layers switched off;
    ``bare`` are the pages without any content.
    """

    declared: int | None = None
    walked: int | None = None
    notes: list[str] = field(default_factory=list)
    pages: dict[int, tuple[str, ...]] = field(default_factory=dict)
    hidden_layers: frozenset[str] = frozenset()
    bare: list[int] = field(default_factory=list)


def inspect(data: bytes, *, max_pages: int) -> Inspection:
    """What qpdf finds; an empty inspection with the note "repaired" where it cannot open the file at all."""
    found = Inspection()
    if data[:3] != b"\xef\xbb\xbf" and not data.startswith(b"%PDF-"):
        found.notes.append("junk_before")
    if _NOT_AT_START.search(data):
        found.notes.append("several_files")
    end = data.rfind(b"%%EOF")
    if end < 0 or b" obj" in data[end : end + 100_000]:
        found.notes.append("cut_off")  # no end, or objects of a later version after it
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            _look(pdf, found, max_pages)
            if pdf.get_warnings() and "repaired" not in found.notes:
                found.notes.append("repaired")
            rebuilt = any("reconstruct" in str(warning) for warning in pdf.get_warnings())
            if rebuilt or "cut_off" in found.notes:  # what an empty page had is lost, as far as anyone can tell
                found.pages |= dict.fromkeys(found.bare, ("damaged_stream",))
    except Exception:  # qpdf and pikepdf raise many kinds; whatever it is, the file is not whole
        found.notes.append("repaired")
    return found


def _look(pdf: pikepdf.Pdf, found: Inspection, max_pages: int) -> None:
    root: Any = pdf.Root
    try:
        found.declared = int(root.Pages.Count)
        if not 0 <= found.declared <= _MOST_PAGES:  # no number of pages that anyone wrote
            found.declared = None
            found.notes.append("page_count")
    except (AttributeError, TypeError, ValueError, KeyError):
        found.notes.append("repaired")
    if "/Collection" in root:
        found.notes.append("portfolio")
    if "/AcroForm" in root and "/XFA" in root.AcroForm:
        found.notes.append("xfa_form")
    if "/OCProperties" in root:
        found.hidden_layers = frozenset(_layers_off(root.OCProperties))
    found.walked = len(pdf.pages)
    if found.declared is not None and found.declared != found.walked:
        found.notes.append("page_count")
    streams = _Streams()
    for number, page in enumerate(pdf.pages, start=1):
        if number > max_pages:
            break
        notes = []
        try:
            contents = _contents(page)
            if not contents:
                found.bare.append(number)
            if _has_part_of_content(page, contents) or not all(
                streams.is_sound(stream) for stream in _text_streams(page, contents, streams)
            ):
                notes.append("damaged_stream")
            if _has_too_much_text(contents, streams):
                notes.append("too_much_text")
        except Exception:  # a page whose parts cannot even be listed
            notes = ["damaged_stream"]
        if notes:
            found.pages[number] = tuple(notes)


def _layers_off(properties: Any) -> Iterator[str]:
    default = properties.get("/D", {})
    off = list(default.get("/OFF", []))
    if str(default.get("/BaseState", "")) == "/OFF":
        on = {group.objgen for group in default.get("/ON", [])}
        off += [group for group in properties.get("/OCGs", []) if group.objgen not in on]
    for group in off:
        yield str(group.get("/Name", ""))


class _Streams:
    """Remembers which streams were proved, since pages share fonts and forms."""

    def __init__(self) -> None:
        self._sizes: dict[tuple[int, int], int | None] = {}
        self.forms = 0
        self.of_fonts: dict[tuple[int, int], list[Any]] = {}
        self.resources: dict[tuple[int, int], list[Any]] = {}

    def is_sound(self, stream: Any) -> bool:
        key = stream.objgen
        if key == (0, 0):
            return _size(stream) is not None
        if key not in self._sizes:
            self._sizes[key] = _size(stream)
        return self._sizes[key] is not None

    def size(self, stream: Any) -> int:
        """The most bytes that a stream can hold, as far as its proof told: ``MAX_DECODED`` where it told nothing."""
        size = self._sizes.get(stream.objgen)
        return MAX_DECODED if size is None else size


def _has_part_of_content(page: pikepdf.Page, parts: list[Any]) -> bool:
    """True where some of the streams that the page names are not in the file."""
    contents = page.obj.get("/Contents")
    return isinstance(contents, pikepdf.Array) and len(parts) < len(contents)


def _contents(page: pikepdf.Page) -> list[Any]:
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        return [part for part in contents if isinstance(part, pikepdf.Stream)]
    return [contents] if isinstance(contents, pikepdf.Stream) else []


def _has_too_much_text(contents: list[Any], streams: _Streams) -> bool:
    """True where the page writes more letters than anyone reads: asked before a reader is given them, and its memory."""
    if sum(map(streams.size, contents)) < MAX_LETTERS:
        return False
    plain = [_inflated(part.read_raw_bytes()) for part in contents]
    if sum(map(len, plain)) < MAX_LETTERS:
        return False
    letters = 0
    for text in (found for part in plain for found in _STRING.finditer(part)):
        letters += text.end() - text.start()
        if letters > MAX_LETTERS:
            return True
    return False


def _inflated(data: bytes) -> bytes:
    """Flate data unpacked, other data as it stands: what is packed otherwise is left to the limits of the process."""
    if data[:1] not in (b"x", b"h", b"H", b"X"):
        return data
    try:
        return zlib.decompressobj().decompress(data, MAX_DECODED)
    except zlib.error:
        return data


def _text_streams(page: pikepdf.Page, contents: list[Any], streams: _Streams) -> Iterator[Any]:
    yield from contents
    yield from _of_resources(page.resources, streams, set())


def _of_resources(resources: Any, streams: _Streams, above: set[tuple[int, int]]) -> Iterator[Any]:
    key = resources.objgen
    if key != (0, 0) and key in streams.resources:
        yield from streams.resources[key]
        return
    found: list[Any] = []
    for font in dict(resources.get("/Font", {})).values():
        key_of_font = font.objgen
        if key_of_font == (0, 0):
            found += _of_font(font)
            continue
        if key_of_font not in streams.of_fonts:
            streams.of_fonts[key_of_font] = list(_of_font(font))
        found += streams.of_fonts[key_of_font]
    for thing in dict(resources.get("/XObject", {})).values():
        if not isinstance(thing, pikepdf.Stream) or str(thing.get("/Subtype")) != "/Form" or thing.objgen in above:
            continue
        streams.forms += 1
        found.append(thing)
        if "/Resources" in thing and streams.forms < _MAX_FORMS:
            found += _of_resources(thing.Resources, streams, above | {thing.objgen})
    if key != (0, 0):
        streams.resources[key] = found
    yield from found


def _of_font(font: Any) -> Iterator[Any]:
    fonts = [font, *font.get("/DescendantFonts", [])]
    parts = [font.get("/ToUnicode")]
    for one in fonts:
        descriptor = one.get("/FontDescriptor")
        if descriptor is not None:
            parts += [descriptor.get(name) for name in ("/FontFile", "/FontFile2", "/FontFile3")]
    yield from (part for part in parts if isinstance(part, pikepdf.Stream))


def _size(stream: Any) -> int | None:
    """How many bytes the stream holds, packed or unpacked, whichever is more (``MAX_DECODED`` where it has no checksum to hold);
    None where its checksum does not hold.
    """
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if len(names) > MAX_FILTERS:
        return None
    data = stream.read_raw_bytes()
    packed = len(data)
    if len(names) == 2 and names[0] in ("/ASCII85Decode", "/A85"):
        unpacked = _from_ascii85(data)
        if unpacked is None:
            return None
        data, names = unpacked, names[1:]
    if names not in (["/FlateDecode"], ["/Fl"]):
        return MAX_DECODED
    inflate, size = zlib.decompressobj(), 0
    try:
        while not inflate.eof and data:
            size += len(inflate.decompress(data, _CHUNK))
            data = inflate.unconsumed_tail
            if size > MAX_DECODED:
                return None
    except zlib.error:
        return None
    return max(size, packed) if inflate.eof else None


def _from_ascii85(data: bytes) -> bytes | None:
    """Five printed letters → four bytes; None where there is a letter that none was written with."""
    text = b"".join(data.split()).partition(b"~")[0].replace(b"z", b"!!!!!")
    short = -len(text) % 5
    figures = np.frombuffer(text + b"u" * short, np.uint8).astype(np.int64).reshape(-1, 5) - ord("!")
    words = figures @ np.array([85**4, 85**3, 85**2, 85, 1])
    if figures.size and (figures.min() < 0 or figures.max() > 84 or words.max() > 0xFFFFFFFF):
        return None
    unpacked: bytes = words.astype(">u4").tobytes()
    return unpacked[: len(unpacked) - short]
