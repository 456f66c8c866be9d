"""Hours: the worker's week, the month by exception for employer and town, totals for the consortium."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ambito.access.actors import actor_of
from ambito.access.decorators import requires
from ambito.tenancy.context import current_seat
from ambito.tenancy.seats import ActorRef
from ambito.web.messages import say
from consortium.hours import operations, queries
from consortium.hours.engagements import Engagement, each_day, engagements_of
from consortium.hours.enums import MACHINE
from consortium.hours.flow import flow_of
from consortium.hours.forms import LinesForm, MoveForm, WeekForm
from consortium.hours.models import TimesheetLine
from consortium.hours.periods import month_asked, week_asked
from consortium.hours.rules import part_of
from consortium.hours.steps import SENTENCES, STEPS
from consortium.hours.weeks import weeks_of
from consortium.registry.queries import enti
from consortium.workforce.asking import attempt


@require_http_methods(["GET", "POST"])
@requires("hours_declare")
def week(request: HttpRequest) -> HttpResponse:
    """One table of the week for one engagement; `save` keeps drafts, `submit` declares them."""
    by, span = actor_of(request), week_asked(request)
    assert by.user_id is not None  # noqa: S101 - who declares is a person
    cooperative = current_seat().kind == "cooperative"
    engagements = engagements_of(by.user_id, span, cooperative=cooperative)
    if not cooperative:
        engagements = [one for one in engagements if one.town_id == by.ente_id]
    chosen = _chosen(request, engagements)
    names = enti.names_of_enti(one.town_id for one in engagements)
    context = {"week": span, "engagements": engagements, "chosen": chosen, "names": names}
    context |= {"before": span.lower - timedelta(days=7), "after": span.upper}
    if chosen is None:
        return render(request, "hours/no_week.html", context)
    lines = queries.week_of(chosen.worker, chosen.town_id, span)
    form = WeekForm(request.POST or None, days=list(each_day(span)), lines=lines)
    if form.is_valid() and attempt(form, lambda: _write(request, chosen, form, by)):
        say(request, "hours.submitted" if "submit" in request.POST else "hours.saved")
        return redirect(f"{reverse('hours:week')}?week={span.lower}&engagement={chosen.key}")
    context |= {"form": form, "lines": lines, "total": sum(line.minutes for line in lines)}
    return render(request, "hours/week.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires("hours_validate")
def cooperative_month(request: HttpRequest) -> HttpResponse:
    return _month(request, "submitted", operations.validate, "hours.validated")


@require_http_methods(["GET", "POST"])
@requires("hours_certify")
def consortium_month(request: HttpRequest) -> HttpResponse:
    """The consortium is the employer of pooled staff."""
    return _month(request, "submitted", operations.validate, "hours.validated")


@require_http_methods(["GET", "POST"])
@requires("hours_confirm")
def town_month(request: HttpRequest) -> HttpResponse:
    return _month(request, "validated", operations.confirm, "hours.confirmed")


@require_safe
@requires("hours_certify")
def totals(request: HttpRequest) -> HttpResponse:
    """Per town, figures only; below, the lines that wait for a decision."""
    month = month_asked(request)
    rows, disputed = queries.totals(month), queries.in_arbitration()
    names = enti.names_of_enti([*(row.town_id for row in rows), *(line.town_id for line in disputed)])
    context = {"month": month, "rows": rows, "names": names, "before": month.lower - timedelta(days=1)}
    return render(request, "hours/totals.html", {**context, "after": month.upper, "arbitration": disputed})


@require_safe
@requires("hours_validate")
def cooperative_sheet(request: HttpRequest, worker: UUID) -> HttpResponse:
    return _sheet(request, worker)


@require_safe
@requires("hours_certify")
def consortium_sheet(request: HttpRequest, worker: UUID) -> HttpResponse:
    return _sheet(request, worker)


@require_safe
@requires("hours_confirm")
def town_sheet(request: HttpRequest, worker: UUID) -> HttpResponse:
    return _sheet(request, worker)


@require_http_methods(["GET", "POST"])
@requires("hours_validate")
def cooperative_move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    return _move(request, pk, move)


@require_http_methods(["GET", "POST"])
@requires("hours_certify")
def consortium_move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    return _move(request, pk, move)


@require_http_methods(["GET", "POST"])
@requires("hours_confirm")
def town_move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    return _move(request, pk, move)


def _chosen(request: HttpRequest, engagements: list[Engagement]) -> Engagement | None:
    """The one of the address, or the first."""
    asked = request.GET.get("engagement")
    found = [one for one in engagements if asked in {None, str(one.key)}]
    return found[0] if found else None


def _write(request: HttpRequest, engagement: Engagement, form: WeekForm, by: ActorRef) -> None:
    drafts = operations.write_week(
        engagement=engagement, week=week_asked(request), minutes=form.minutes(), by=by
    )
    if "submit" in request.POST and drafts:
        operations.submit(lines=queries.access_lines(pks=[line.pk for line in drafts], by=by), by=by)


def _month(request: HttpRequest, waiting: str, act: Callable[..., None], said: str) -> HttpResponse:
    """By exception: who agrees with the plan is one line and one button, only the others take space."""
    by, month = actor_of(request), month_asked(request)
    form = LinesForm(request.POST) if request.method == "POST" else LinesForm()
    if form.is_valid():
        lines = queries.access_lines(pks=form.cleaned_data["versions"], by=by)
        if attempt(form, lambda: act(lines=lines, by=by, versions=form.versions(lines))):
            say(request, said)
            return redirect(f"{reverse('hours:month')}?month={month.lower:%Y-%m}")
    rows = [row for row in queries.month_by_worker(by=by, month=month) if _employed(row, by)]
    open_rows = [(row, _values(row.waiting(waiting), by)) for row in rows]
    agreeing = [(row, values) for row, values in open_rows if row.agrees and values]
    context = {
        "form": form,
        "month": month,
        "rows": rows,
        "agreeing": agreeing,
        "agreeing_minutes": sum(row.declared for row, _ in agreeing),
        "others": [(row, values) for row, values in open_rows if not (row.agrees and values)],
        "names": enti.names_of_enti(row.town_id for row in rows),
        "before": month.lower - timedelta(days=1),
        "validating": waiting == "submitted",
        "flow": flow_of(rows),
    }
    return render(request, "hours/month.html", context, status=422 if form.is_bound else 200)


def _employed(row: queries.WorkerMonth, by: ActorRef) -> bool:
    """The consortium validates its own staff only; of the others it has totals."""
    return not by.role.startswith("consortium_") or row.worker.employer_id == by.ente_id


def _values(lines: Iterable[TimesheetLine], by: ActorRef) -> str:
    """What a box of the page sends: never the actor's own lines."""
    return " ".join(f"{line.pk}:{line.version}" for line in lines if line.worker.user_id != by.user_id)


def _sheet(request: HttpRequest, worker: UUID) -> HttpResponse:
    by, month = actor_of(request), month_asked(request)
    rows = [row for row in queries.month_by_worker(by=by, month=month) if row.worker.pk == worker]
    if not rows:
        raise Http404
    lines = [(line, _offered(line, by)) for row in rows for line in row.lines]
    context = {
        "worker": rows[0].worker,
        "rows": rows,
        "weeks": weeks_of(lines),
        "flow": flow_of(rows),
        "month": month,
        "names": enti.names_of_enti(row.town_id for row in rows),
    }
    return render(request, "hours/sheet.html", context)


def _move(request: HttpRequest, pk: UUID, move: str) -> HttpResponse:
    """One move on one line: GET asks, POST makes it. One that is not this side's now is a missing page."""
    by, posted = actor_of(request), request.method == "POST"
    line = queries.access_lines(pks=[pk], by=by)[0]
    if move not in STEPS or (not posted and move not in dict(_offered(line, by))):
        raise Http404
    step = STEPS[move]
    form = MoveForm(request.POST if posted else None, move=move, initial={"version": line.version})
    if form.is_valid() and attempt(
        form, lambda: step.act(line=line, by=by, **form.cleaned_data), sentences=SENTENCES
    ):
        say(request, "hours.moved")
        return redirect(_back(line, by))
    context: dict[str, Any] = {"form": form, "line": line, "step": step, "back": _back(line, by)}
    return render(request, "hours/move.html", context, status=422 if form.is_bound else 200)


def _back(line: TimesheetLine, by: ActorRef) -> str:
    """The page that shows the line: the arbiter has only the totals."""
    if by.role.startswith("consortium_") and line.employer_id != by.ente_id:
        return reverse("hours:totals")
    return f"{reverse('hours:sheet', args=[line.worker_id])}?month={_month_of(line.day)}"


def _month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def _offered(line: TimesheetLine, by: ActorRef) -> list[tuple[str, object]]:
    """Moves of this line that are the actor's now, with their verbs."""
    arrows = MACHINE.offered(line.state, part_of(by, line))
    return [(arrow.name, STEPS[arrow.name].verb) for arrow in arrows if arrow.name in STEPS]
