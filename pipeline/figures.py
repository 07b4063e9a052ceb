"""The figures of the report, in order: each asks the views one question, draws the answer and tells it in a sentence."""

from __future__ import annotations

from typing import Any

from pipeline import charts
from pipeline.labels import AREAS, NO_AREA, STATUSES, area, decimal, million, percent, plural, status, whole
from pipeline.report import Bank, Figure, Maker, nothing, table

_UNITS = 24  # districts and boards in a figure
_CUT = 62  # letters of a measure in a figure


def planned(bank: Bank) -> Figure:
    sql = """select plan_year, area, sum(planned_sek)::bigint as planned_sek, sum(n)::bigint as n
from v_top_areas where plan_year is not null group by all order by plan_year, planned_sek desc nulls last, area"""
    title = "Vad som planeras, år för år"
    rows = [r for r in bank.ask(sql) if r["planned_sek"] is not None]
    if not rows:
        return nothing("planerat", title, sql, "Ingen plan i databasen anger belopp.")
    order = [*AREAS.values(), NO_AREA]
    drawn = [
        {
            "year": r["plan_year"],
            "area": area(r["area"]),
            "mnkr": r["planned_sek"] / 1e6,
            "place": order.index(area(r["area"])),
        }
        for r in rows
    ]
    total: dict[int, int] = {}
    for r in rows:
        total[r["plan_year"]] = total.get(r["plan_year"], 0) + r["planned_sek"]
    top = max(total, key=lambda year: (total[year], year))
    first = max((r for r in rows if r["plan_year"] == top), key=lambda r: r["planned_sek"])
    lead = (
        f"Mest planeras {top}: {million(total[top])}. Störst är {area(first['area']).lower()} med {million(first['planned_sek'])}. "
        "En åtgärd som står i flera handlingar räknas en gång; kostnader dras av."
    )
    cells = [(str(r["plan_year"]), area(r["area"]), million(r["planned_sek"]), whole(r["n"])) for r in rows]
    svg = charts.as_svg(charts.planned_by_year(drawn), "planerat", f"{title}. {lead}")
    return table("planerat", title, lead, sql, ("År", "Område", "Planerad effekt", "Åtgärder"), cells, svg)


def side_by_side(bank: Bank) -> Figure:
    sql = """select plan_year, municipality, unit, area, planned_sek, n
from v_top_areas
where planned_sek is not null and unit is not null and plan_year is not null
qualify dense_rank() over (order by plan_year desc) <= 3
    and count(distinct concat_ws('/', municipality, unit)) over (partition by plan_year) > 1
order by plan_year desc, sum(planned_sek) over (partition by plan_year, municipality, unit) desc, municipality, unit, planned_sek desc, area"""
    title = "Bredvid varandra, område för område"
    rows = bank.ask(sql)
    if not rows:
        return nothing(
            "bredvid", title, sql, "Det behövs planer med belopp från minst två stadsdelar eller nämnder för samma år."
        )
    year = rows[0]["plan_year"]
    newest = [r for r in rows if r["plan_year"] == year]
    units = list(dict.fromkeys(_unit(r) for r in newest))
    order = [*AREAS.values(), NO_AREA]
    drawn = [
        {"unit": _unit(r), "area": area(r["area"]), "mnkr": r["planned_sek"] / 1e6, "place": order.index(area(r["area"]))}
        for r in newest if _unit(r) in units[:_UNITS]
    ]  # fmt: skip
    lead = (
        f"{plural(len(units), 'stadsdel eller nämnd', 'stadsdelar och nämnder')} har planer med belopp för {year}, störst planerad effekt överst"
        f"{f'; de {_UNITS} största visas' if len(units) > _UNITS else ''}. Siffrorna under har också åren före."
    )
    cells = [(_unit(r), str(r["plan_year"]), area(r["area"]), million(r["planned_sek"]), whole(r["n"])) for r in rows]
    svg = charts.as_svg(charts.planned_by_unit(drawn), "bredvid", f"{title}. {lead}")
    return table(
        "bredvid", title, lead, sql, ("Stadsdel eller nämnd", "År", "Område", "Planerad effekt", "Åtgärder"), cells, svg
    )


def outcome(bank: Bank) -> Figure:
    sql = """select p.unit, p.plan_year, p.action, p.planned_sek, p.actual_sek, p.actual_as_of, p.part_year, p.realised_share,
       m.document_id, m.page
from v_plan_vs_outcome as p join v_measure as m on m.measure_id = p.follow_up_measure_id
where p.planned_sek is not null and p.actual_sek is not null order by p.actual_sek - p.planned_sek, p.measure_id"""
    title = "Plan mot utfall"
    rows = bank.ask(sql)
    if not rows:
        return nothing("utfall", title, sql, "Ingen åtgärd har både uppskattat belopp och utfall.")
    drawn = [
        {"planned": r["planned_sek"] / 1e3, "actual": r["actual_sek"] / 1e3, "when": charts.WHEN[bool(r["part_year"])],
         "href": charts.PAGE + bank.page(r["document_id"], r["page"])}
        for r in rows
    ]  # fmt: skip
    planned_sek, actual_sek = sum(r["planned_sek"] for r in rows), sum(r["actual_sek"] for r in rows)
    below = sum(r["actual_sek"] < r["planned_sek"] for r in rows)
    part = sum(bool(r["part_year"]) for r in rows)
    costs = sum(min(r["planned_sek"], r["actual_sek"]) < 0 for r in rows)
    cost = f" {plural(costs, 'kostnad är negativ', 'kostnader är negativa')} och ligger under noll." if costs else ""
    lead = (
        f"{plural(len(rows), 'åtgärd', 'åtgärder')} har både plan och utfall: {million(planned_sek)} planerades och {million(actual_sek)} "
        f"nåddes ({percent(actual_sek / planned_sek if planned_sek > 0 else None)}). {whole(below)} ligger under planen. "
        f"{whole(part)} av de utfallen gäller bara en del av året.{cost} Varje punkt leder till sidan i uppföljningen, och störst avvikelse nedåt står först bland siffrorna."
    )
    cells: list[tuple[Any, ...]] = [
        (
            (_cut(r["action"]), bank.page(r["document_id"], r["page"])), r["unit"] or "–", str(r["plan_year"] or "–"),
            million(r["planned_sek"]), million(r["actual_sek"]), str(r["actual_as_of"] or "–"), percent(r["realised_share"]),
        )
        for r in rows
    ]  # fmt: skip
    svg = charts.as_svg(charts.plan_against_outcome(drawn), "utfall", f"{title}. {lead}")
    columns = ("Åtgärd", "Stadsdel eller nämnd", "År", "Plan", "Utfall", "Till och med", "Andel")
    return table("utfall", title, lead, sql, columns, cells, svg)


def realised(bank: Bank) -> Figure:
    sql = """select area, sum(n_planned)::bigint as n_planned, sum(n_with_outcome)::bigint as n_with_outcome,
       sum(n_part_year)::bigint as n_part_year, sum(planned_followed_sek)::bigint as planned_followed_sek, sum(actual_sek)::bigint as actual_sek,
       sum(actual_sek) / nullif(sum(planned_followed_sek), 0) as share
from v_realisation_by_area group by area order by share desc nulls last, area"""
    title = "Hur mycket som blir av, område för område"
    rows = bank.ask(sql)
    followed = [r for r in rows if r["share"] is not None]
    if not followed:
        return nothing("genomfort", title, sql, "Ingen åtgärd har både uppskattat belopp och utfall.")
    drawn = [
        {"area": area(r["area"]), "share": r["share"], "place": i, "label": f"{percent(r['share'])} ({r['n_with_outcome']} av {r['n_planned']})"}
        for i, r in enumerate(followed)
    ]  # fmt: skip
    lead = (
        "Andelen gäller bara åtgärder som har både plan och utfall; inom parentes hur många av de planerade som det är. "
        "Är de få säger andelen lite om området."
    )
    cells = [
        (area(r["area"]), whole(r["n_planned"]), whole(r["n_with_outcome"]), whole(r["n_part_year"]), million(r["planned_followed_sek"]),
         million(r["actual_sek"]), percent(r["share"]))
        for r in rows
    ]  # fmt: skip
    svg = charts.as_svg(charts.realised_by_area(drawn), "genomfort", f"{title}. {lead}")
    columns = ("Område", "Planerade", "Följda upp", "varav del av år", "Plan för dem", "Utfall", "Andel")
    return table("genomfort", title, lead, sql, columns, cells, svg)


def flow(bank: Bank) -> Figure:
    sql = "select plan_year, from_status, to_status, n, planned_sek from v_status_flow where plan_year is not null order by all"
    title = "Hur långt åtgärderna har kommit"
    rows = bank.ask(sql)
    if not rows:
        return nothing("lagen", title, sql, "Ingen plan i databasen.")
    order = list(STATUSES)
    drawn = [
        {"year": r["plan_year"], "to": status(r["to_status"]), "n": r["n"], "place": order.index(r["to_status"])}
        for r in rows
    ]
    count = sum(r["n"] for r in rows)
    unseen = sum(r["n"] for r in rows if r["to_status"] == "not_followed_up")
    done = sum(r["n"] for r in rows if r["to_status"] == "done")
    lead = (
        f"Av {plural(count, 'planerad åtgärd', 'planerade åtgärder')} är {whole(done)} genomförda enligt den senaste uppföljningen. "
        f"{whole(unseen)} har ingen uppföljning i databasen."
    )
    cells = [
        (
            str(r["plan_year"]),
            status(r["from_status"]),
            status(r["to_status"]),
            whole(r["n"]),
            million(r["planned_sek"]),
        )
        for r in rows
    ]
    svg = charts.as_svg(charts.status_flow(drawn), "lagen", f"{title}. {lead}")
    return table("lagen", title, lead, sql, ("År", "I planen", "Senast", "Åtgärder", "Planerad effekt"), cells, svg)


def missing(bank: Bank) -> Figure:
    sql = """select municipality, unit, plan_year, sum(n_measures)::bigint as n_measures, sum(n_no_effect)::bigint as n_no_effect,
       sum(n_no_start)::bigint as n_no_start, sum(n_no_effect) / sum(n_measures) as share_no_effect
from v_effect_coverage where doc_type = 'plan' and plan_year is not null and unit is not null group by all order by municipality, unit, plan_year"""
    title = "Vad planerna inte säger"
    rows = bank.ask(sql)
    if not rows:
        return nothing("saknas", title, sql, "Ingen plan i databasen.")
    units = list(dict.fromkeys(_unit(r) for r in rows))[:_UNITS]
    drawn = [
        {"year": r["plan_year"], "unit": _unit(r), "share": r["share_no_effect"], "label": percent(r["share_no_effect"])}
        for r in rows if _unit(r) in units
    ]  # fmt: skip
    count, bare, unstarted = (sum(r[name] for r in rows) for name in ("n_measures", "n_no_effect", "n_no_start"))
    lead = (
        f"{percent(bare / count)} av åtgärderna i planerna har inget belopp och {percent(unstarted / count)} ingen start. "
        "De räknas inte som noll: summorna ovan är summor av det som sägs."
    )
    cells = [
        (_unit(r), str(r["plan_year"]), whole(r["n_measures"]), whole(r["n_no_effect"]), percent(r["share_no_effect"]), whole(r["n_no_start"]))
        for r in rows
    ]  # fmt: skip
    svg = charts.as_svg(charts.coverage(drawn), "saknas", f"{title}. {lead}")
    columns = ("Stadsdel eller nämnd", "År", "Åtgärder", "utan belopp", "andel", "utan start")
    return table("saknas", title, lead, sql, columns, cells, svg)


def profiles(bank: Bank) -> Figure:
    sql = """select comparable_name, area, sum(sek)::bigint as sek,
       sum(sek) / nullif(sum(sum(sek)) over (partition by municipality, comparable_name), 0) as share_district,
       sum(sum(sek)) over (partition by municipality, area) / nullif(sum(sum(sek)) over (partition by municipality), 0) as share_city
from v_district_profile group by municipality, comparable_name, area
qualify count(*) over (partition by municipality) > count(*) over (partition by municipality, comparable_name)
order by comparable_name, sek desc nulls last"""
    title = "Stadsdelarna sida vid sida"
    rows = [r for r in bank.ask(sql) if (r["share_district"] or 0) > 0 and (r["share_city"] or 0) > 0]
    if not rows:
        return nothing("profil", title, sql, "Det behövs planer med belopp från minst två stadsdelar i samma stad.")
    drawn = [
        {"district": r["comparable_name"], "area": area(r["area"]), "quotient": r["share_district"] / r["share_city"],
         "label": decimal(r["share_district"] / r["share_city"])}
        for r in rows
    ]  # fmt: skip
    lead = (
        "Varje ruta är områdets andel av stadsdelens planerade effekt, delad med samma andel i hela staden: 1,0 är som i staden, "
        "2,0 dubbelt så stor del. Stadsdelar som har gått ihop visas som dagens."
    )
    cells = [
        (
            r["comparable_name"],
            area(r["area"]),
            million(r["sek"]),
            percent(r["share_district"]),
            percent(r["share_city"]),
        )
        for r in rows
    ]
    svg = charts.as_svg(charts.profile(drawn), "profil", f"{title}. {lead}")
    return table(
        "profil", title, lead, sql, ("Stadsdel", "Område", "Planerad effekt", "Andel här", "Andel i staden"), cells, svg
    )


def again(bank: Bank) -> Figure:
    sql = """select r.cluster_id, r.n_years, r.districts, r.planned_sek, r.example_action, h.plan_year, h.document_id, h.page
from v_measure_reuse as r join v_measure_history as h using (cluster_id)
where r.n_years > 1 and h.plan_year is not null and h.doc_type = 'plan'
order by r.n_years desc, r.planned_sek desc nulls last, r.cluster_id, h.plan_year, h.document_id"""
    title = "Samma åtgärd, år efter år"
    rows = bank.ask(sql)
    if not rows:
        return nothing("igen", title, sql, "Ingen åtgärd står i planer för mer än ett år.")
    chosen = list(dict.fromkeys(r["cluster_id"] for r in rows))[:_UNITS]
    drawn = [{"what": _cut(r["example_action"]), "year": r["plan_year"]} for r in rows if r["cluster_id"] in chosen]
    lead = f"{plural(len({r['cluster_id'] for r in rows}), 'åtgärd', 'åtgärder')} återkommer i planer för flera år. Samma besparing kan vara räknad i varje plan."
    cells: list[tuple[Any, ...]] = [
        ((_cut(r["example_action"]), bank.page(r["document_id"], r["page"])), ", ".join(r["districts"]), str(r["plan_year"]), million(r["planned_sek"]))
        for r in rows
    ]  # fmt: skip
    svg = charts.as_svg(charts.reuse(drawn), "igen", f"{title}. {lead}")
    return table(
        "igen", title, lead, sql, ("Åtgärd", "Stadsdel eller nämnd", "Planår", "Planerat, alla år"), cells, svg
    )


def per_inhabitant(bank: Bank) -> Figure:
    sql = """select municipality, comparable_name, plan_year, planned_sek, population, planned_sek_per_inhabitant
from v_per_inhabitant where planned_sek_per_inhabitant is not null order by comparable_name, plan_year"""
    title = "Planerat per invånare"
    rows = bank.ask(sql)
    if not rows:
        return nothing(
            "invanare",
            title,
            sql,
            "Lägg invånarantal i data/reference/population.csv (code;year;population) för att få den här figuren.",
        )
    drawn = [
        {"year": r["plan_year"], "value": r["planned_sek_per_inhabitant"], "series": r["comparable_name"]} for r in rows
    ]
    cells = [
        (r["comparable_name"], str(r["plan_year"]), million(r["planned_sek"]), whole(r["population"]), f"{whole(r['planned_sek_per_inhabitant'])} kr")
        for r in rows
    ]  # fmt: skip
    lead = "Invånarantal enligt den egna filen. Uppgifter har flyttats mellan nämnder genom åren; jämför inte långa tider utan att se till område."
    svg = charts.as_svg(charts.lines(drawn, "kronor per invånare"), "invanare", f"{title}. {lead}")
    return table(
        "invanare",
        title,
        lead,
        sql,
        ("Stadsdel eller kommun", "År", "Planerad effekt", "Invånare", "Per invånare"),
        cells,
        svg,
    )


def fixed_prices(bank: Bank) -> Figure:
    sql = """select plan_year, series, base_year, sum(nominal_sek)::bigint as nominal_sek, sum(real_sek)::bigint as real_sek
from v_real_prices where real_sek is not null and series = (select min(series) from v_real_prices) group by all order by plan_year"""
    title = "I fasta priser"
    rows = bank.ask(sql)
    if not rows:
        return nothing(
            "priser",
            title,
            sql,
            "Lägg ett prisindex i data/reference/price_index.csv (series;year;idx), t.ex. PKV, för att få den här figuren.",
        )
    drawn = [{"year": r["plan_year"], "value": r["nominal_sek"] / 1e6, "series": "Löpande priser"} for r in rows]
    drawn += [
        {"year": r["plan_year"], "value": r["real_sek"] / 1e6, "series": f"{r['base_year']} års priser ({r['series']})"}
        for r in rows
    ]
    cells = [
        (str(r["plan_year"]), million(r["nominal_sek"]), million(r["real_sek"]), r["series"], str(r["base_year"]))
        for r in rows
    ]
    svg = charts.as_svg(charts.lines(drawn, "mnkr"), "priser", title)
    return table("priser", title, "", sql, ("År", "Löpande priser", "Fasta priser", "Index", "Basår"), cells, svg)


FIGURES: tuple[Maker, ...] = (
    planned, side_by_side, outcome, realised, flow, missing, profiles, again, per_inhabitant, fixed_prices,
)  # fmt: skip


def _unit(row: dict[str, Any]) -> str:
    municipality, unit = row["municipality"], row["unit"]
    return unit if municipality is None or municipality == unit else f"{unit}, {municipality}"


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else text[: _CUT - 1].rstrip() + "…"
