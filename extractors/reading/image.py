"""A page of a PDF → its picture, upright and straight.

In: an open page. Out: ``Picture``: grey pixels in which the lines of text run level, at the resolution of the page's own
image, and how the page was turned to get there, so that every place can be turned back (``Page.as_seen``).

Orientation and skew are found on a copy of about 100 dots an inch: there they cost 0.05 s a page, a tenth of what
Tesseract's own orientation finder takes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]

MAX_DPI = 300  # small type in tables gains up to here, nothing gains beyond
MAX_PIXELS = 40_000_000
_LOOK_DPI = 100  # enough to tell lines of 7-point type apart
_MAX_SKEW = 8.0  # degrees; a sheet fed more crooked than this jams
_LEAST_SKEW = 0.04  # degrees: half a point over the width of a page, less than a ruled line is thick
_MOST_SHEAR = 1.2  # degrees that strips moved aside can stand for a turn
_SHEAR_DPI = 180  # below, the jags between strips are as wide as a stem: on scans of 150 dpi a true turn saves a third of the errors
_SEEN_PART = 0.5  # pictures that cover less of a page's image area do not set its resolution


@dataclass(frozen=True, slots=True)
class Picture:
    """``grey`` (height × width, 0 is black) stands upright and straight; ``width`` and ``height`` in points.

    The page as a reader sees it was turned ``turned`` degrees clockwise (0, 90, 180, 270) and then ``skew`` degrees
    clockwise around its middle. ``sure`` is False where up and down could not be told apart.
    """

    grey: Grey
    dpi: float
    width: float
    height: float
    turned: int = 0
    skew: float = 0.0
    sure: bool = True

    @property
    def points(self) -> float:
        """Points a pixel."""
        return 72.0 / self.dpi


def render(page: pdfium.PdfPage, *, dpi: float | None = None) -> Picture:
    """The page as it lies, in grey, never at more dots an inch than its image has."""
    width, height = page.get_size()
    wanted = min(dpi or image_dpi(page) or MAX_DPI, MAX_DPI)
    wanted = min(wanted, 72 * float(np.sqrt(MAX_PIXELS / max(width * height, 1.0))))
    columns, rows = max(round(width * wanted / 72), 1), max(round(height * wanted / 72), 1)
    # pdfium's own rounding up would stretch a picture of 1654 columns over 1655 and blur every stem.
    scale = min((columns - 0.01) / width, (rows - 0.01) / height)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bitmap.to_numpy()
    grey = np.ascontiguousarray(pixels.reshape(pixels.shape[0], -1))
    bitmap.close()
    return Picture(grey, grey.shape[1] * 72 / width, width, height)


def image_dpi(page: pdfium.PdfPage) -> float | None:
    """Dots an inch of the images that make up most of the page's image area; None for a page without images.

    Layered scans hold a coarse background and a fine mask with the letters: the finest that covers enough counts.
    """
    seen = sorted(_images(page), reverse=True)
    if not seen:
        return None
    largest, covered = max(area for _, area in seen), 0.0
    for dots, area in seen:
        covered += area
        if covered >= _SEEN_PART * largest:
            return dots
    return seen[-1][0]


def image_share(page: pdfium.PdfPage) -> float:
    """The part (0-1) of the page that images cover."""
    width, height = page.get_size()
    share: float = sum(area for _, area in _images(page)) / max(width * height, 1.0)
    return float(round(min(share, 1.0), 3))


def _images(page: pdfium.PdfPage) -> Iterator[tuple[float, float]]:
    """Dots an inch and area (square points) of every image on the page."""
    columns, rows = ctypes.c_uint(), ctypes.c_uint()
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        if not pdfium_c.FPDFImageObj_GetImagePixelSize(image.raw, columns, rows):
            continue
        left, bottom, right, top = image.get_bounds()
        across, up = right - left, top - bottom
        if min(across, up) < 36:  # a logotype's or a line's resolution says nothing of the letters
            continue
        wide, tall = max(columns.value, rows.value), min(columns.value, rows.value)
        yield max(wide * 72 / max(across, up), tall * 72 / min(across, up)), across * up


def straighten(picture: Picture) -> Picture:
    """The same picture with its lines of text level and its letters upright."""
    look = _look(picture)
    letters = without_runs(look, 0.35 * _LOOK_DPI)
    sideways = _is_sideways(letters)
    if sideways:
        look, letters = np.rot90(look), np.rot90(letters)
    skew = _skew(look)
    upside_down, sure = _is_upside_down(_turn_ink(letters, skew))
    turned = {(False, False): 0, (False, True): 180, (True, False): 270, (True, True): 90}[sideways, upside_down]
    return turn(picture, turned, skew, sure=sure)


def turn(picture: Picture, turned: int, skew: float, *, sure: bool = True) -> Picture:
    """The picture turned clockwise by a quarter number of turns, then by ``skew`` degrees around its middle."""
    grey = np.ascontiguousarray(np.rot90(picture.grey, -turned // 90))
    if abs(skew) < _LEAST_SKEW:
        skew = 0.0
    elif abs(skew) <= _MOST_SHEAR and picture.dpi >= _SHEAR_DPI:
        grey = _sheared(grey, skew)
    else:
        turned_image = Image.fromarray(grey).rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=_paper(grey))
        grey = np.asarray(turned_image)
    width, height = (picture.height, picture.width) if turned % 180 else (picture.width, picture.height)
    whole = (picture.turned + turned) % 360
    return replace(picture, grey=grey, width=width, height=height, turned=whole, skew=picture.skew + skew, sure=sure)


def _sheared(grey: Grey, skew: float) -> Grey:
    """The picture turned clockwise by a small angle: whole strips are moved by whole pixels, first down, then aside.

    Nothing is blurred, a letter in a hundred has a step of one pixel, and it takes a tenth of the time of resampling.
    """
    slope, paper = float(np.tan(np.radians(skew))), np.uint8(_paper(grey))
    for _ in range(2):
        rows, columns = grey.shape
        moves = np.rint((np.arange(columns) - columns / 2) * slope).astype(int)
        edges = [0, *(np.flatnonzero(np.diff(moves)) + 1).tolist(), columns]
        moved = np.full_like(grey, paper)
        for first, last in pairwise(edges):
            by = int(moves[first])
            if by >= 0:
                moved[by:, first:last] = grey[: rows - by, first:last]
            else:
                moved[:by, first:last] = grey[-by:, first:last]
        grey, slope = np.ascontiguousarray(moved.T), -slope
    return grey


_CLEARLY = 0.72  # of the paper's brightness


def find_ink(grey: Grey, *, dpi: float, below: float = _CLEARLY) -> Ink:
    """Which pixels are printed: clearly darker than the paper around them, by ``below`` of its brightness."""
    step = max(int(dpi / 6), 8)
    rows, columns = grey.shape
    image = Image.fromarray(grey)
    # The paper's brightness near each spot: the brighter part of each square, blurred by the way back to full size.
    small = image.reduce(max(int(dpi / 50), 1))
    around = np.asarray(small.resize((max(columns // step, 1), max(rows // step, 1)), Image.Resampling.BOX))
    paper = np.maximum(_spread(around), 96)
    threshold = (paper * below).astype(np.uint8)
    limits = np.asarray(Image.fromarray(threshold).resize((columns, rows), Image.Resampling.BILINEAR))
    return np.asarray(grey < limits)


def without_runs(ink: Ink, longest: float) -> Ink:
    """The ink without ruled lines and filled areas: no unbroken row or column of pixels longer than ``longest``."""
    rest = ink & ~_long_runs(ink, int(longest))
    return np.asarray(rest & ~_long_runs(np.ascontiguousarray(ink.T), int(longest)).T)


def _long_runs(ink: Ink, longest: int) -> Ink:
    """Pixels in horizontal runs longer than this."""
    rows, columns = ink.shape
    padded = np.zeros((rows, columns + 2), np.int8)
    padded[:, 1:-1] = ink
    change = np.diff(padded, axis=1).ravel()
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    long = np.flatnonzero(ends - starts > longest)
    found = np.zeros(rows * (columns + 1), np.bool_)
    for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True):  # few: lines and filled areas
        found[start:end] = True
    return np.asarray(found.reshape(rows, columns + 1)[:, :columns])


def _spread(values: Grey) -> Grey:
    """The brightest of each square and its neighbours."""
    padded = np.pad(values, 1, mode="edge")
    rows, columns = values.shape
    nine = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    return np.asarray(np.max(nine, axis=0))


def _paper(grey: Grey) -> int:
    """The brightness of the bare paper."""
    return int(np.percentile(grey[::16, ::16], 75))


def _look(picture: Picture) -> Ink:
    factor = max(int(picture.dpi / _LOOK_DPI), 1)
    small = np.asarray(Image.fromarray(picture.grey).reduce(factor))
    dpi = picture.dpi / factor
    ink = find_ink(small, dpi=dpi).copy()
    edge = max(int(0.12 * dpi), 1)  # the shadow along a scanned sheet's edge is straight, but not with the text
    ink[:edge], ink[-edge:], ink[:, :edge], ink[:, -edge:] = False, False, False, False
    return ink


def _feet(ink: Ink) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where ink ends downwards: letters' feet stand on their line, and a ruled line counts once."""
    ends = ink[:-1] & ~ink[1:]
    y, x = np.nonzero(ends)
    if len(y) > 40_000:
        step = len(y) // 40_000 + 1
        y, x = y[::step], x[::step]
    return y.astype(np.float32), x.astype(np.float32)


def _levelness(y: NDArray[np.float32], x: NDArray[np.float32], angle: float) -> float:
    """How much the feet gather on few rows when the picture is turned ``angle`` degrees clockwise."""
    rows = (y + x * np.float32(np.tan(np.radians(angle)))).astype(np.int32)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float((counts * counts).sum() / max(counts.sum(), 1.0) ** 2)


def _best_angle(
    y: NDArray[np.float32], x: NDArray[np.float32], angles: NDArray[np.floating[Any]]
) -> tuple[float, float]:
    scores = [_levelness(y, x, float(a)) for a in angles]
    best = int(np.argmax(scores))
    return float(angles[best]), scores[best]


def _is_sideways(letters: Ink) -> bool:
    """True where the lines of text run up or down the page."""
    scores = []
    for ink in (letters, np.rot90(letters)):
        y, x = _feet(ink)
        if len(y) < 200:
            return False
        scores.append(_best_angle(y[::2], x[::2], np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, 0.5))[1] * ink.shape[0])
    return bool(scores[1] > 1.15 * scores[0])


def _skew(ink: Ink) -> float:
    """Degrees that the picture has to be turned clockwise for its lines to be level."""
    y, x = _feet(ink)
    if len(y) < 200:
        return 0.0
    angle, best = _best_angle(y[::2], x[::2], np.arange(-_MAX_SKEW, _MAX_SKEW + 0.1, 0.4))
    if abs(angle) >= _MAX_SKEW - 0.2:  # the end of what was tried is no peak
        return 0.0
    for step in (0.1, 0.02):
        angle, best = _best_angle(y, x, angle + step * np.arange(-5, 6))
    return angle if best > 1.02 * _levelness(y, x, 0.0) else 0.0


def _turn_ink(ink: Ink, skew: float) -> Ink:
    if abs(skew) < 0.2:
        return ink
    turned = Image.fromarray(ink.astype(np.uint8) * 255).rotate(-skew)
    return np.asarray(turned) > 127


def _is_upside_down(letters: Ink) -> tuple[bool, bool]:
    """Whether the text stands on its head, and whether that is sure.

    Latin text has far more ink above the small letters (ascenders, capitals, figures, rings and dots) than below.
    """
    above = below = 0.0
    for strip in np.array_split(letters, 10, axis=1):
        profile = strip.sum(axis=1).astype(np.float64)
        filled = np.r_[False, profile > 0, False]
        change = np.flatnonzero(filled[1:] != filled[:-1])
        for start, end in zip(change[::2], change[1::2], strict=True):
            if not 5 <= end - start <= 40 or profile[start:end].sum() < 60:
                continue
            line = profile[start:end]
            core = np.flatnonzero(line >= 0.5 * line.max())
            above += line[: core[0]].sum()
            below += line[core[-1] + 1 :].sum()
    if above + below < 200:
        return False, False
    return bool(below > above), bool(max(above, below) > 1.3 * min(above, below))
