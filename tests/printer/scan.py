"""Turn a PDF into what a scanner or a fax makes of it: page images, skewed, turned, noisy, with no text.

In: a PDF and a Scan. Out: a PDF of one image a page. The same seed gives the same bytes.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

_MADE = time.gmtime(1577836800)  # a fixed day in the file's information, so that the bytes never change


@dataclass(frozen=True, slots=True)
class Scan:
    """How a paper is scanned. ``skew`` in degrees (alternating from page to page), ``turned`` in steps of 90, ``noise`` in grey levels."""

    dpi: int = 200
    colour: Literal["grey", "bw"] = "grey"
    skew: float = 0.0
    turned: Literal[0, 90, 180, 270] = 0
    noise: float = 6.0
    blur: float = 0.5
    quality: int = 60
    fax: bool = False  # 204 × 98 dots an inch, black and white, as the old machines sent
    seed: int = 1


FAX = Scan(dpi=204, colour="bw", skew=0.4, noise=14, fax=True)


def scan(source: Path, target: Path, how: Scan) -> Path:
    """Write the scanned paper to ``target`` and return it."""
    random = np.random.default_rng(how.seed)
    document = pypdfium2.PdfDocument(source)
    try:
        images = [_scanned(document[i], how, random, sign=1 if i % 2 == 0 else -1) for i in range(len(document))]
    finally:
        document.close()
    buffer = io.BytesIO()
    images[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=how.dpi,
        **({} if how.colour == "bw" else {"quality": how.quality}),  # black and white is packed without loss
        creationDate=_MADE,
        modDate=_MADE,
        producer="",
    )
    target.write_bytes(buffer.getvalue())
    return target


def _scanned(page: pypdfium2.PdfPage, how: Scan, random: np.random.Generator, sign: int) -> Image.Image:
    image = page.render(scale=how.dpi / 72, grayscale=True).to_pil().convert("L")
    if how.skew:
        image = image.rotate(how.skew * sign, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if how.fax:  # every second line is lost, then the machine that receives prints each line twice
        low = image.resize((image.width, image.height // 2), Image.Resampling.BOX)
        image = low.resize(image.size, Image.Resampling.NEAREST)
    if how.blur:
        image = image.filter(ImageFilter.GaussianBlur(how.blur))
    pixels = np.asarray(image, dtype=np.float32) * 0.93 + 12
    light = np.linspace(0, 7, image.width, dtype=np.float32)[None, :]  # one side of the lid lets light in
    pixels = pixels - light + random.normal(0, how.noise, pixels.shape).astype(np.float32)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if how.turned:
        image = image.rotate(how.turned, expand=True)
    return _black_and_white(image, random) if how.colour == "bw" else image


def _black_and_white(image: Image.Image, random: np.random.Generator) -> Image.Image:
    """Dark or light, with some specks of dust."""
    dark = np.asarray(image) <= 150
    dust = random.random(dark.shape) < 0.0004
    return Image.fromarray(np.where(dark ^ dust, 0, 255).astype(np.uint8)).convert("1")
