"""Do confidences keep what they promise? Confidences and whether they were right go in; tables and a reliability diagram come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

FEWEST = 5  # measures that a point of the diagram stands for
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass
class Held:
    """Confidences and whether they were right to be had."""

    said: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, said: float, right: bool) -> None:
        self.said.append(said)
        self.right.append(right)

    def bins(self) -> list[tuple[float, float, int, float, float]]:
        """From, to, how many, mean confidence, share that is right."""
        said, right = np.array(self.said), np.array(self.right, float)
        found = []
        for low, high in pairwise(BINS):
            here = (said >= low) & ((said < high) | (high == 1.0))
            if here.any():
                found.append((low, high, int(here.sum()), float(said[here].mean()), float(right[here].mean())))
        return found

    def error(self) -> float:
        """How far the confidences are from the shares, over all bins (expected calibration error)."""
        return sum(n * abs(said - right) for _, _, n, said, right in self.bins()) / max(len(self.said), 1)

    def order(self) -> float:
        """How often a right one is surer than a wrong one (area under the curve)."""
        said, right = np.array(self.said), np.array(self.right)
        good, bad = said[right], said[~right]
        if not len(good) or not len(bad):
            return float("nan")
        return float(np.mean([(g > bad).mean() + 0.5 * (g == bad).mean() for g in good]))


def as_markdown(parts: Mapping[str, tuple[Held, Held]]) -> str:
    """The tables of docs/confidence.md."""
    lines = []
    for title, which in (("Whole records", 0), ("Single values", 1)):
        lines += [
            f"### {title}",
            "",
            "| papers | number | right | mean confidence | calibration error | order |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        for name, both in parts.items():
            these = both[which]
            mean, right = np.mean(these.said), np.mean(these.right)
            lines.append(
                f"| {name} | {len(these.said)} | {right:.3f} | {mean:.3f} | {these.error():.3f} | {these.order():.2f} |"
            )
        steps = [f"{low:.2f}–{high:.2f}" for low, high in pairwise(BINS)]
        lines += [
            "",
            f"Right of those that say … (number), {title.lower()}:",
            "",
            f"| papers | {' | '.join(steps)} |",
            "| --- |" + " ---: |" * len(steps),
        ]
        for name, both in parts.items():
            bins = {low: f"{right:.2f} ({n})" for low, _, n, _, right in both[which].bins()}
            lines.append(f"| {name} | {' | '.join(bins.get(low, '') for low in BINS[:-1])} |")
        lines.append("")
    return "\n".join(lines)


def picture(parts: Mapping[str, Held], path: Path) -> None:
    """The reliability diagram: on the line, 0.9 is right nine times of ten."""
    import altair as alt
    import pandas as pd
    import vl_convert

    rows = [
        {"papers": name, "confidence": said, "right": right, "measures": n}
        for name, these in parts.items()
        for _, _, n, said, right in these.bins()
        if n >= FEWEST
    ]
    line = (
        alt.Chart(pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]}))
        .mark_line(color="#999", strokeDash=[4, 4])
        .encode(x="x", y="y")
    )
    points = (
        alt.Chart(pd.DataFrame(rows))
        .mark_point(filled=True, opacity=0.85)
        .encode(
            x=alt.X("confidence", title="confidence", scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("right", title="share that is right", scale=alt.Scale(domain=[0, 1])),
            size=alt.Size("measures", scale=alt.Scale(type="sqrt", range=[20, 400])),
            color="papers",
            shape="papers",
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(vl_convert.vegalite_to_png((line + points).properties(width=420, height=420).to_json(), scale=2))
