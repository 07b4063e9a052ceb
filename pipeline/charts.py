"""Figures of the report: rows of a view go in, one Altair chart comes out, or SVG that needs no script and no network.

Every chart takes a list of dicts (a row each) whose values are ready to be shown. Nothing here knows SQL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

from pipeline.labels import AREAS, NO_AREA, STATUSES

Rows = Sequence[Mapping[str, Any]]
Chart = Any  # Altair's charts; its own types are not complete

INK, FAINT, BLUE, ORANGE = "#1f2a37", "#8a94a3", "#1f5f99", "#c8671b"
# Told apart by those who do not see red and green, and in grey print by their order.
_AREA_COLOURS = [
    "#1f5f99",
    "#d98b1f",
    "#2a9d8f",
    "#b5446e",
    "#6c8ebf",
    "#8c6bb1",
    "#7f9c3b",
    "#a65e2e",
    "#5b6770",
    "#b8bfc8",
]
_STATUS_COLOURS = ["#b8cbe0", "#6c9bc9", "#1f5f99", "#b5446e", "#c9ced6", "#e6e9ee"]
_WIDTH = 720
_PERCENT = "format(100 * datum.value, '.0f') + '\u00a0%'"  # Swedish has a space before the sign


def planned_by_year(rows: Rows) -> Chart:
    """Columns: mnkr a plan year, by area. Rows: year, area, mnkr."""
    return (
        alt.Chart(_data(rows))
        .mark_bar(size=46)
        .encode(
            x=alt.X("year:O", title="Planår", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("mnkr:Q", title="Planerad effekt, mnkr", axis=_numbers()),
            color=_by_area(rows),
            order=alt.Order("place:Q"),
        )
        .properties(width=_WIDTH - 220, height=300)
    )


def planned_by_unit(rows: Rows) -> Chart:
    """Bars: mnkr a district or board, by area; the order of the rows is kept. Rows: unit, area, mnkr, place."""
    return (
        alt.Chart(_data(rows))
        .mark_bar(height=22)
        .encode(
            y=alt.Y("unit:N", title=None, sort=list(dict.fromkeys(row["unit"] for row in rows)), axis=alt.Axis(labelLimit=300)),
            x=alt.X("mnkr:Q", title="Planerad effekt, mnkr", axis=_numbers()),
            color=_by_area(rows),
            order=alt.Order("place:Q"),
        )
        .properties(width=_WIDTH - 340, height=alt.Step(34))
    )  # fmt: skip


def plan_against_outcome(rows: Rows) -> Chart:
    """Dots: planned against actual, in tkr; on the line the outcome is as planned. A cost lies below nought.

    Rows: planned, actual, when, href.
    """
    amounts = [row[name] for row in rows for name in ("planned", "actual")]
    low, high = min([0, *amounts]) * 1.2, max([1, *amounts]) * 1.2
    scale = alt.Scale(type="symlog", constant=50, domainMin=low, domainMax=high, nice=False)
    ups = (50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000)
    steps = [n for n in (*(-n for n in reversed(ups)), 0, *ups) if low <= n <= high]
    axis = alt.Axis(values=steps, format=",.0f", grid=True, gridColor="#eef1f4")
    when = [words for words in WHEN if any(row["when"] == words for row in rows)]  # a legend names what is drawn
    line = (
        alt.Chart(_data([{"planned": end, "actual": end} for end in (low, high)]))
        .mark_line(color=FAINT, strokeDash=[5, 4])
        .encode(x=alt.X("planned:Q", scale=scale), y=alt.Y("actual:Q", scale=scale))
    )
    dots = (
        alt.Chart(_data(rows))
        .mark_point(size=90, filled=True, opacity=0.75)
        .encode(
            x=alt.X("planned:Q", scale=scale, title="Planerad effekt, tkr", axis=axis),
            y=alt.Y("actual:Q", scale=scale, title="Utfall, tkr", axis=axis),
            color=alt.Color(
                "when:N",
                title="Utfallet gäller",
                scale=alt.Scale(domain=when, range=[_WHEN[words][0] for words in when]),
            ),
            shape=alt.Shape(
                "when:N",
                title="Utfallet gäller",
                scale=alt.Scale(domain=when, range=[_WHEN[words][1] for words in when]),
            ),
            href="href:N",
        )
    )
    return (line + dots).properties(width=_WIDTH - 220, height=420)


PAGE = "https://page.invalid/"  # stands before a link to a file while a chart is drawn: Vega takes whole addresses only
WHEN = ("hela året", "en del av året")
_WHEN = dict(zip(WHEN, ((BLUE, "circle"), (ORANGE, "triangle-up")), strict=True))


def realised_by_area(rows: Rows) -> Chart:
    """Bars: the share of what was planned that was reached. Rows: area, share (0-1), label."""
    most = max([1.0, *(row["share"] for row in rows)])
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("area:N", sort=alt.EncodingSortField("place", order="ascending"), title=None),
        x=alt.X("share:Q", title="Utfall delat med plan", axis=alt.Axis(labelExpr=_PERCENT, tickCount=6), scale=alt.Scale(domain=[min([0.0, *(r["share"] for r in rows)]), most * 1.35])),
    )  # fmt: skip
    whole = alt.Chart(_data([{"share": 1}])).mark_rule(color=FAINT, strokeDash=[5, 4]).encode(x="share:Q")
    text = base.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(text="label:N")
    return (base.mark_bar(color=BLUE, height=20) + whole + text).properties(width=_WIDTH - 220, height=alt.Step(34))


def coverage(rows: Rows) -> Chart:
    """A map of heat: share of measures without an amount. Rows: year, unit, share, label."""
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("unit:N", title=None, sort=None),
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("share:Q", title="Utan belopp", scale=alt.Scale(domain=[0, 0.5, 1], range=["#edf3f8", "#e3b39d", "#a9401f"]), legend=alt.Legend(labelExpr=_PERCENT))
    )  # fmt: skip
    words = base.mark_text(fontSize=12).encode(
        text="label:N", color=alt.condition("datum.share > 0.6", alt.value("white"), alt.value(INK))
    )
    return (cells + words).properties(width=alt.Step(90), height=alt.Step(30))


def profile(rows: Rows) -> Chart:
    """A map of heat around 1: an area's part in a district against its part in the city. Rows: district, area, quotient, label."""
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("area:N", title=None, axis=alt.Axis(orient="top", labelAngle=-35), sort=list(AREAS.values())),
        y=alt.Y("district:N", title=None),
    )
    colours = alt.Scale(type="log", base=2, domain=[0.25, 1, 4], range=["#2a6f97", "#f7f7f5", "#c8671b"], clamp=True)
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color(
            "quotient:Q", title="Mot staden", scale=colours, legend=alt.Legend(values=[0.25, 0.5, 1, 2, 4], format="~g")
        )
    )
    return (cells + base.mark_text(fontSize=12, color=INK).encode(text="label:N")).properties(
        width=alt.Step(74), height=alt.Step(32)
    )


def status_flow(rows: Rows) -> Chart:
    """Bars: where measures of each planned status were last seen. Rows: year, to, n, place."""
    names = [name for code, name in STATUSES.items() if any(row["to"] == name for row in rows)]
    colours = [colour for (code, name), colour in zip(STATUSES.items(), _STATUS_COLOURS, strict=True) if name in names]
    return (
        alt.Chart(_data(rows))
        .mark_bar(height=24)
        .encode(
            y=alt.Y("year:O", title="Planår"),
            x=alt.X("sum(n):Q", title="Antal åtgärder", axis=_numbers()),
            color=alt.Color("to:N", title="Senaste läge", scale=alt.Scale(domain=names, range=colours)),
            order=alt.Order("place:Q"),
        )
        .properties(width=_WIDTH - 220, height=alt.Step(36))
    )


def reuse(rows: Rows) -> Chart:
    """Dots: the years in which one and the same measure was planned. Rows: what, year."""
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("what:N", title=None, sort=None, axis=alt.Axis(labelLimit=420)),
    )
    years = base.mark_point(filled=True, size=110, color=BLUE, opacity=1)
    joined = base.mark_line(color="#b8cbe0", strokeWidth=3).encode(detail="what:N")
    return (joined + years).properties(width=alt.Step(70), height=alt.Step(28))


def lines(rows: Rows, title: str) -> Chart:
    """Lines over years. Rows: year, value, series."""
    return (
        alt.Chart(_data(rows))
        .mark_line(point=True, strokeWidth=2.5)
        .encode(
            x=alt.X("year:O", title="Planår", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=title, axis=_numbers()),
            color=alt.Color("series:N", title=None, scale=alt.Scale(range=_AREA_COLOURS)),
        )
        .properties(width=_WIDTH - 220, height=280)
    )


def as_svg(chart: Chart, name: str, description: str) -> str:
    """The chart as SVG to stand in a page with others: Swedish numbers, ids of its own, words for those who do not see it."""
    spec = chart.to_dict() | {
        "background": "transparent",
        "config": {
            "font": "Helvetica, Arial, sans-serif",
            "view": {"stroke": None},
            "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
                     "domainColor": FAINT, "tickColor": FAINT, "gridColor": "#e8ecf0", "labelLimit": 240},
            "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": INK, "labelLimit": 220},
        },
    }  # fmt: skip
    svg = vl_convert.vegalite_to_svg(spec, format_locale="sv-SE", time_format_locale="sv-SE")
    # The library numbers ids through all drawings of a process: number them anew, or the page depends on what was drawn before.
    numbers = {id_: str(n) for n, id_ in enumerate(dict.fromkeys(re.findall(r'\bid="(\w+)"', svg)), 1)}
    svg = re.sub(r'(\bid="|url\(#)(\w+)', lambda m: f"{m[1]}{name}-{numbers.get(m[2], m[2])}", svg).replace(PAGE, "")
    words = description.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1)


def _by_area(rows: Rows) -> alt.Color:
    names = [name for name in [*AREAS.values(), NO_AREA] if any(row["area"] == name for row in rows)]
    of = dict(zip([*AREAS.values(), NO_AREA], _AREA_COLOURS, strict=True))
    return alt.Color("area:N", title="Område", scale=alt.Scale(domain=names, range=[of[name] for name in names]))


def _numbers() -> alt.Axis:
    return alt.Axis(format=",~f", tickCount=6)


def _data(rows: Rows) -> Any:
    return alt.InlineData(values=[dict(row) for row in rows])
