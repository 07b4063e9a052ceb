"""Tesseract with Swedish: grey pixels → words with boxes and confidences.

Two doors to the same engine, which give the same words: its library, called in this process (no start of a program and no
loading of the language for each page: 0.83 of the time), and the program ``tesseract`` where the library cannot be loaded.
Neither asks for a Python package. Both stop at a time limit; a crash of the library takes the worker that reads the page,
as a crash of any PDF library does, so pages are read in workers.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from extractors.errors import MissingTool
from extractors.reading.image import Grey

LANGUAGE = "swe"
_LIBRARIES = ("libtesseract.so.5", "libtesseract.5.dylib", "libtesseract-5.dll")
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata", "/opt/local/share/tessdata", r"C:\Program Files\Tesseract-OCR\tessdata",
)  # fmt: skip
_SPARSE, _LINE = 11, 7  # page segmentation: words wherever they stand; one line
_WORD_ROW = "5"
MISSING = (
    "Tesseract med svenska finns inte på datorn. Debian och Ubuntu: apt-get install tesseract-ocr tesseract-ocr-swe. "
    "Utan administratörsrätt: pip install 'atgardsbanken[rapidocr]' ger en annan OCR-motor."
)


class Read(NamedTuple):
    """A word as an engine read it: box in pixels, confidence 0-1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


class OcrTimeout(Exception):
    """A page took longer than its time limit."""


def find_tesseract() -> TesseractLibrary | TesseractProgram:
    """The engine, by its library or its program. Raises MissingTool with what to install."""
    data = data_folder()
    if data is None:
        raise MissingTool(MISSING)
    try:
        return _library(str(data))
    except (OSError, AttributeError, MissingTool):
        pass
    program = shutil.which("tesseract")
    if program is None:
        raise MissingTool(MISSING)
    return TesseractProgram(program, data)


def data_folder() -> Path | None:
    """Where the Swedish data lies; None where it is not installed."""
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in ([named, f"{named}/tessdata"] if named else []) + list(_DATA_FOLDERS):
        if (Path(folder) / f"{LANGUAGE}.traineddata").is_file():
            return Path(folder)
    return None


@lru_cache(maxsize=1)
def _library(data: str) -> TesseractLibrary:
    return TesseractLibrary(Path(data))


class TesseractLibrary:
    """The library in this process; one thread, kept for the process's life."""

    def __init__(self, data: Path) -> None:
        # read when the library is loaded: two threads on one page cost ten times one
        os.environ["OMP_THREAD_LIMIT"] = "1"
        self._lib = _load()
        self._declare()
        self.name = f"tesseract {self._lib.TessVersion().decode()}"
        self._api = self._lib.TessBaseAPICreate()
        if self._lib.TessBaseAPIInit3(self._api, str(data).encode(), LANGUAGE.encode()) != 0:
            raise MissingTool(MISSING)
        self._lib.TessBaseAPISetVariable(self._api, b"debug_file", os.devnull.encode())

    def read_page(self, grey: Grey, *, dpi: float, seconds: float) -> list[Read]:
        """Every word of a page, wherever it stands. Raises OcrTimeout."""
        return self._read(grey, _SPARSE, dpi, seconds)

    def read_lines(self, lines: Sequence[Grey], *, dpi: float, seconds: float) -> list[list[Read]]:
        """The words of pictures that hold one line each."""
        return [self._read(line, _LINE, dpi, seconds) for line in lines]

    def _read(self, grey: Grey, mode: int, dpi: float, seconds: float) -> list[Read]:
        lib, api = self._lib, self._api
        height, width = grey.shape
        pixels = grey.tobytes()
        lib.TessBaseAPISetPageSegMode(api, mode)
        lib.TessBaseAPISetImage(api, pixels, width, height, 1, width)
        lib.TessBaseAPISetSourceResolution(api, round(dpi))
        monitor = lib.TessMonitorCreate()
        try:
            lib.TessMonitorSetDeadlineMSecs(monitor, int(seconds * 1000))
            if lib.TessBaseAPIRecognize(api, monitor) != 0:
                raise OcrTimeout(f"{seconds:.0f} s")
            text = lib.TessBaseAPIGetTsvText(api, 0)
            try:
                return _words_of((ctypes.string_at(text) if text else b"").decode("utf-8", "replace"))
            finally:
                lib.TessDeleteText(text)
        finally:
            lib.TessMonitorDelete(monitor)
            lib.TessBaseAPIClear(api)

    def _declare(self) -> None:
        pointer, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
        for name, result, arguments in (
            ("TessVersion", text, ()),
            ("TessBaseAPICreate", pointer, ()),
            ("TessBaseAPIInit3", number, (pointer, text, text)),
            ("TessBaseAPISetVariable", number, (pointer, text, text)),
            ("TessBaseAPISetPageSegMode", None, (pointer, number)),
            ("TessBaseAPISetImage", None, (pointer, text, number, number, number, number)),
            ("TessBaseAPISetSourceResolution", None, (pointer, number)),
            ("TessMonitorCreate", pointer, ()),
            ("TessMonitorSetDeadlineMSecs", None, (pointer, number)),
            ("TessMonitorDelete", None, (pointer,)),
            ("TessBaseAPIRecognize", number, (pointer, pointer)),
            ("TessBaseAPIGetTsvText", pointer, (pointer, number)),
            ("TessDeleteText", None, (pointer,)),
            ("TessBaseAPIClear", None, (pointer,)),
        ):
            function = getattr(self._lib, name)
            function.restype, function.argtypes = result, arguments


class TesseractProgram:
    """The program ``tesseract``, started for each page."""

    def __init__(self, program: str, data: Path) -> None:
        self._program, self._data = program, data
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)
        words = (said.stdout or said.stderr).split()
        self.name = f"tesseract {words[1]}" if len(words) > 1 else "tesseract"

    def read_page(self, grey: Grey, *, dpi: float, seconds: float) -> list[Read]:
        """Every word of a page, wherever it stands. Raises OcrTimeout."""
        height, width = grey.shape
        return _words_of(self._run("-", _SPARSE, dpi, seconds, b"P5 %d %d 255\n" % (width, height) + grey.tobytes()))

    def read_lines(self, lines: Sequence[Grey], *, dpi: float, seconds: float) -> list[list[Read]]:
        """The words of pictures that hold one line each, in one start of the program."""
        if not lines:
            return []
        with tempfile.TemporaryDirectory() as folder:
            paths = [str(Path(folder) / f"{i}.png") for i in range(len(lines))]
            for path, line in zip(paths, lines, strict=True):
                Image.fromarray(line).save(path)
            listed = Path(folder) / "lines.txt"
            listed.write_text("\n".join(paths), encoding="utf-8")
            text = self._run(str(listed), _LINE, dpi, seconds, None)
        return [_words_of(text, page=str(i + 1)) for i in range(len(lines))]

    def _run(self, source: str, mode: int, dpi: float, seconds: float, pixels: bytes | None) -> str:
        command = [
            self._program, source, "-", "--tessdata-dir", str(self._data), "-l", LANGUAGE,
            "--psm", str(mode), "--dpi", str(round(dpi)), "tsv",
        ]  # fmt: skip
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            said = subprocess.run(
                command, input=pixels, capture_output=True, env=environment, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise OcrTimeout(f"{seconds:.0f} s") from error
        return said.stdout.decode("utf-8", "replace")


def _load() -> ctypes.CDLL:
    for name in (*_LIBRARIES, ctypes.util.find_library("tesseract") or ""):
        if not name:
            continue
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise OSError("no libtesseract")


def _words_of(tsv: str, *, page: str | None = None) -> list[Read]:
    """The word rows of Tesseract's TSV: level page block paragraph line word left top width height conf text."""
    words = []
    for row in tsv.splitlines():
        cells: list[Any] = row.split("\t")
        if len(cells) < 12 or cells[0] != _WORD_ROW or not cells[11].strip() or (page is not None and cells[1] != page):
            continue
        left, top, width, height = (int(c) for c in cells[6:10])
        confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
        words.append(Read(cells[11].strip(), left, top, left + width, top + height, round(confidence, 4)))
    return words
