"""The review page: settings and a name go in, a web application for this machine alone comes out.

It reads without JavaScript; with it, keys and dragging work too. What keeps strangers out: only this machine's own names are answered
to (a page elsewhere cannot borrow its address), every change carries a token that only our own pages hold, no script but our own
file runs, no address outside is ever asked for, and a PDF is never handed to the browser: only pictures of its pages.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extractors.errors import AtgardError, UnreadablePaper, UsageError
from pipeline import labels, words
from pipeline.config import Settings
from pipeline.correcting import unnumbered
from pipeline.corrections import Correction, append_correction, as_text, undoing
from pipeline.database import QueryError
from pipeline.review import deeds
from pipeline.review.addresses import Addresses, link, query, read_filter, whole
from pipeline.review.bank import PAGE, Bank, Filter, Paper, neighbours
from pipeline.review.forms import Form, Refused
from pipeline.review.guard import HEADERS, HOSTS, Guarded
from pipeline.review.marks import marks_on, page_of
from pipeline.review.pairs import AT_A_TIME, STATES, taken_back
from pipeline.review.pictures import Pictures
from pipeline.review.telling import Said, done, undone
from pipeline.terminal import why
from pipeline.told import Record
from pipeline.values import CODES, DOCUMENT_FIELDS, MEASURE_FIELDS, SUBAREAS

log = logging.getLogger(__name__)
_ON_MEASURE = {
    "accept": deeds.accept,
    "reject": deeds.reject,
    "change": deeds.change,
    "place": deeds.place,
    "split": deeds.split,
    "join": deeds.join,
}
_GOES_ON = ("accept", "reject", "change")  # deeds that decide a record: the next one is shown
_FORMS = {
    "change": "andra",
    "add": "ny",
    "facts": "handling",
    "split": "dela",
    "join": "slaihop",
    "takeback": "historik",
}  # deed → where it is filled in

_OF_THE_LIBRARY = {"Not Found": "Sidan finns inte.", "Method Not Allowed": "Här finns inget att visa."}
_BROKEN = "Något gick fel i programmet. Se efter om det du gjorde har sparats. Vad som hände står i fönstret där programmet startades."
_GONE = "Åtgärden finns inte längre i handlingen: den är avvisad eller ihopslagen med en annan, kanske i en annan flik."
_STARTED_ANEW = "Programmet har startats om sedan sidan visades. "
_SEND_AGAIN = "Det du skrev står kvar: se efter att det stämmer och skicka det igen."
_PRESS_AGAIN = "Se efter att det är rätt åtgärd och gör det igen."


def create_app(settings: Settings, *, by: str) -> Starlette:
    """The application. ``by`` is who corrections are signed with."""
    page = _Page(settings, by)
    paper = "/handling/{paper:str}"
    routes = [
        Route("/", page.queue),
        Route("/handlingar", page.papers),
        Route("/par", page.pairs),
        Route("/par", page.decide, methods=["POST"]),
        Route("/stickprov", page.rates),
        Route(paper, page.paper),
        Route(paper + "/sida/{number:int}.png", page.picture),
        Route(paper + "/ord", page.words),
        Route(paper + "/{deed:str}", page.deed, methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("pipeline.review", "static")])),
    ]
    handlers: Any = {
        HTTPException: page.failed, AtgardError: page.failed, QueryError: page.too_old, Exception: page.broken,
    }  # fmt: skip
    guards = [Middleware(Guarded), Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)]
    app = Starlette(routes=routes, middleware=guards, exception_handlers=handlers)
    app.state.page = page
    return app


class _Page:
    """The addresses. One person uses it, so what was just said is kept here until it is shown."""

    def __init__(self, settings: Settings, by: str) -> None:
        self.by = by
        self.bank = Bank(settings)
        self.pictures = Pictures(settings.work_folder / "pictures")
        self.token = secrets.token_urlsafe(32)
        self._said = Said("")
        self._undo: list[Correction] = []
        self._templates = _environment()

    def close(self) -> None:
        """Let go of the database and the process that draws."""
        self.bank.close()
        self.pictures.close()

    async def queue(self, request: Request) -> Response:
        chosen = read_filter(request)
        start = whole(request.query_params.get("fran"), 0)
        rows, count = self.bank.queue(chosen, start)
        links = [link(row["document_id"], row["measure_id"], chosen) for row in rows]
        return self._shown(
            "queue.html", chosen=chosen, rows=list(zip(rows, links, strict=True)), count=count, start=start, step=PAGE, choices=self.bank.choices(),
            address=lambda n: "/?" + urlencode({**query(chosen), "fran": n}), torn=self.bank.lines()[1],
        )  # fmt: skip

    async def papers(self, request: Request) -> Response:
        return self._shown("papers.html", papers=self.bank.papers())

    async def pairs(self, request: Request) -> Response:
        return self._shown_pairs(request, {})

    def _shown_pairs(self, request: Request, errors: Mapping[str, str]) -> Response:
        asked = request.query_params
        state, start = asked.get("visa", ""), whole(asked.get("fran"), 0)
        state = state if state in STATES else next(iter(STATES))
        rows, count = self.bank.pairs(state, start)
        return self._shown(
            "pairs.html", rows=rows, count=count, start=start, step=AT_A_TIME, state=state, states=STATES, errors=errors,
            link=lambda paper, measure: link(paper, measure, Filter()), status=422 if errors else 200,
        )  # fmt: skip

    async def decide(self, request: Request) -> Response:
        """What a person says about two measures of different papers."""
        form, ours = await self._form(request)
        try:
            if not ours:
                raise Refused({"csrf": _STARTED_ANEW + _PRESS_AGAIN})
            if "line" in form:
                line = taken_back(self.bank.lines()[0], form)
                self._write([undoing(line, self.by)])
                self._undo = [made for made in self._undo if made.id != line.id]
                self._said = Said(undone([line]))
            else:
                line = self.bank.decide(form, self.by)
                self._write([line])
                self._undo.append(line)
                self._said = Said(done("pair", [line]), "/par?visa=decided")
        except Refused as refused:
            answer = self._shown_pairs(request, refused.errors)
            answer.headers["HX-Push-Url"] = "false"
            return answer
        return RedirectResponse(f"/par?{request.url.query}", 303)

    async def rates(self, request: Request) -> Response:
        return self._shown("rates.html", rates=self.bank.rates(), waiting=self.bank.queue(Filter(state="sample"))[1])

    async def paper(self, request: Request) -> Response:
        paper, asked = self._paper(request), request.query_params
        record = paper.record(asked.get("atgard", "")) or (paper.told.measures[0] if paper.told.measures else None)
        return self._shown_paper(
            paper, record, read_filter(request), focus=asked.get("falt", ""), page=asked.get("sida"), form=asked.get("form", "")
        )  # fmt: skip

    def _shown_paper(
        self, paper: Paper, record: Record | None, chosen: Filter, *, focus: str, page: str | None, form: str, typed: Form | None = None,
        errors: Mapping[str, str] | None = None,
    ) -> Response:  # fmt: skip
        """A paper's page beside a record or a form; ``typed`` and ``errors`` are of a form that could not be saved."""
        number = whole(page, 0) or page_of(record, focus)
        number = min(max(number, 1), max(len(paper.pages), 1))
        before, after = neighbours(paper, record.id) if record else (None, None)
        following = self.bank.after(record.id, chosen) if record else None
        here = Addresses(paper.id, record.id if record else "", number, chosen)
        return self._shown(
            "paper.html", paper=paper, record=record, focus=focus, number=number, form=form, chosen=chosen, before=before, after=after, here=here,
            sheet=next((p for p in paper.pages if p["page"] == number), None), has_file=self.bank.place_of(paper.id) is not None,
            marks=marks_on(paper, record, number, focus), was=_was(paper, record), doubt=self.bank.doubt(record.id) if record else None,
            skip_to=link(*following, chosen) if following else "", typed=typed or {}, errors=errors or {}, status=422 if errors else 200,
        )  # fmt: skip

    async def picture(self, request: Request) -> Response:
        place = self.bank.place_of(request.path_params["paper"])
        if place is None:
            raise HTTPException(404, "Filen finns inte kvar, eller har ändrats sedan den lästes.")
        try:
            png = await run_in_threadpool(self.pictures.picture, *place, request.path_params["number"])
        except UnreadablePaper as error:
            raise HTTPException(404, str(error)) from error
        return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})

    async def words(self, request: Request) -> Response:
        asked = request.query_params
        try:
            x0, top, x1, bottom = (float(asked[side]) for side in ("x0", "top", "x1", "bottom"))
            number = int(asked["sida"])
        except (KeyError, ValueError):
            raise HTTPException(400, "En ruta har fyra sidor.") from None
        text = self.bank.words_in(request.path_params["paper"], number, (x0, top, x1, bottom))
        return JSONResponse({"text": text}, headers={"Cache-Control": "no-store"})

    async def deed(self, request: Request) -> Response:
        form, ours = await self._form(request)
        paper, deed, chosen = self._paper(request), request.path_params["deed"], read_filter(request)
        record = paper.record(form.get("measure", ""))
        typed = deed in _FORMS or deed == "place"
        try:
            lines = [] if deed == "undo" else self._lines(deed, paper, record, form)
            if not ours:
                raise Refused({"csrf": _STARTED_ANEW + (_SEND_AGAIN if typed else _PRESS_AGAIN)})
            self._write(lines)
        except Refused as refused:
            answer = self._shown_paper(
                paper, record, chosen, focus=form.get("falt", ""), page=form.get("sida"), form=_FORMS.get(deed, ""),
                typed=form if typed else None, errors=refused.errors,
            )  # fmt: skip
            answer.headers["HX-Push-Url"] = "false"  # the address of a deed shows nothing when it is loaded again
            return answer
        if deed == "undo":
            return self._undone(paper, record, chosen)
        if deed == "takeback":
            return self._taken_back(paper, record, chosen, lines[0])
        decided = record if deed in _GOES_ON else None
        following = self.bank.after(decided.id, chosen) if decided else None
        self._undo += lines
        back = link(paper.id, decided.id, chosen) if decided and deed != "reject" else ""
        self._said = Said(done(deed, lines), back)
        if following:
            return RedirectResponse(link(*following, chosen), 303)
        if decided:
            return RedirectResponse("/?" + urlencode(query(chosen)), 303)
        measure = lines[0].measure if lines else None
        return RedirectResponse(link(paper.id, measure or form.get("measure", ""), chosen), 303)

    def _lines(self, deed: str, paper: Paper, record: Record | None, form: Form) -> list[Correction]:
        """What a form says, as lines to write."""
        if deed == "add":
            return deeds.add(paper, form, self.by)
        if deed == "takeback":
            return deeds.take_back(paper, form, self.by)
        if deed == "facts":
            return deeds.change_facts(paper, form, self.by)
        if deed not in _ON_MEASURE:
            raise HTTPException(404, "Det går inte att göra.")
        if record is None:
            raise Refused({"measure": _GONE})
        return _ON_MEASURE[deed](paper, record, form, self.by)

    def _write(self, lines: list[Correction]) -> None:
        """Write the lines; where not even the first can be written, what was typed is shown again."""
        for line in lines:
            try:
                append_correction(self.bank.folder, line)
            except OSError as error:
                if line is not lines[0]:
                    raise
                raise Refused({"": f"Det gick inte att skriva i {self.bank.folder}: {why(error)}."}) from error

    def _undone(self, paper: Paper, record: Record | None, chosen: Filter) -> Response:
        """Take back what was done last, wherever that was: the lines that one deed wrote go together."""
        if not self._undo:
            self._said = Said("Inget är gjort sedan programmet startades. Det som är äldre tas tillbaka i historiken.")
            return RedirectResponse(link(paper.id, record.id if record else "", chosen), 303)
        last = self._undo.pop()
        together = [last]
        while (
            self._undo
            and self._undo[-1].measure == last.measure
            and abs((self._undo[-1].time - last.time).total_seconds()) < 1
        ):
            together.append(self._undo.pop())
        for line in together:
            append_correction(self.bank.folder, undoing(line, self.by))
        self._said = Said(undone(together[::-1]))
        return RedirectResponse(link(last.document_id, last.measure or "", chosen), 303)

    def _taken_back(self, paper: Paper, record: Record | None, chosen: Filter, undo: Correction) -> Response:
        """Say what was taken back in the history, and show the history again."""
        line = next(line for line in paper.lines if line.id == undo.new)
        self._undo = [made for made in self._undo if made.id != line.id]
        self._said = Said(undone([line]))
        return RedirectResponse(link(paper.id, record.id if record else "", chosen, form="historik"), 303)

    async def failed(self, request: Request, error: Exception) -> Response:
        status = (
            error.status_code if isinstance(error, HTTPException) else 422 if isinstance(error, UsageError) else 503
        )
        message = error.detail if isinstance(error, HTTPException) else str(error)
        return self._shown("failed.html", status=status, message=_OF_THE_LIBRARY.get(message, message))

    async def broken(self, request: Request, error: Exception) -> Response:
        """Something that nobody thought of; it is in the terminal with all that helps to find it."""
        answer = self._shown("failed.html", status=500, message=_BROKEN)
        answer.headers.update(HEADERS)  # it stands outside the guard
        return answer

    async def too_old(self, request: Request, error: Exception) -> Response:
        log.warning("%s", error)
        return self._shown(
            "failed.html",
            status=503,
            message="Databasen är byggd av en annan version av programmet. Kör: atgarder extract",
        )

    def _paper(self, request: Request) -> Paper:
        paper = self.bank.paper(request.path_params["paper"])
        if paper is None:
            raise HTTPException(404, "Handlingen finns inte i databasen.")
        return paper

    async def _form(self, request: Request) -> tuple[dict[str, str], bool]:
        """What was sent, and if it came from a page of this run; raises where it may come from a page that is not ours.

        A page that was shown before the program was started anew has another token. Nothing is written then, but what it
        sends may be shown again, where the browser vouches that it is our own page that sends it.
        """
        site = request.headers.get("sec-fetch-site", "")
        if site not in ("", "same-origin", "none"):
            raise HTTPException(403, "Formuläret kom från en annan webbplats.")
        try:
            sent = await request.form(max_files=0, max_fields=500)
        except HTTPException as error:
            raise HTTPException(
                error.status_code, "Formuläret gick inte att läsa. Ladda om sidan och försök igen."
            ) from error
        form = {name: value for name, value in sent.items() if isinstance(value, str)}
        ours = compare_digest(form.get("csrf", "").encode(), self.token.encode())
        if not ours and site != "same-origin":
            raise HTTPException(403, "Sidan är gammal. Ladda om den och försök igen.")
        return form, ours

    def _shown(self, template: str, *, status: int = 200, **values: Any) -> Response:
        said, self._said = self._said, Said("")
        text = self._templates.get_template(template).render(
            csrf=self.token, by=self.by, said=said, status=status, **values
        )
        return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("pipeline.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "w": words, "labels": labels, "measure_fields": MEASURE_FIELDS, "document_fields": DOCUMENT_FIELDS, "codes": CODES, "subareas": SUBAREAS, "as_text": as_text,
    }  # fmt: skip
    made.filters |= {
        "whole": labels.whole,
        "percent": labels.percent,
        "field": words.field,
        "finding": words.finding,
        "when": _when,
    }
    return made


def _when(at: str) -> str:
    """The time of a line, as the clock on the wall had it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def _was(paper: Paper, record: Record | None) -> dict[str, str]:
    """What the forms are shown with, to be sent back with them."""
    facts = {name: paper.told.document[name] for name in DOCUMENT_FIELDS}
    own = (
        {name: record.row[name] for name in MEASURE_FIELDS} | {"effects": unnumbered(record.effects)} if record else {}
    )
    return {"facts": json.dumps(facts, ensure_ascii=False), "record": json.dumps(own, ensure_ascii=False)}
