"""Sheets: sent, looked through, and then brought in or put away."""

from collections.abc import Mapping
from typing import Any

from flask import flash, render_template
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundState
from mentorship.domain.questions import QuestionKind
from mentorship.intake.registration_fates import Outcome
from mentorship.models.round import ImportState, Round, SheetImport, SheetKind
from mentorship.services.import_undo import undo_until
from mentorship.services.imports import (
    bring_in as bring_people_in,
)
from mentorship.services.imports import (
    discard,
    imports_of_round,
    look_through,
)
from mentorship.web.access import COORDINATOR, open_to, takes_sheets
from mentorship.web.coordinator.columns import columns_of
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round, the_sheet
from mentorship.web.coordinator.forms import SentSheet, SheetsForm
from mentorship.web.coordinator.words import last_day, number_of
from mentorship.web.looks import ring_for_looks
from mentorship.web.pages import commit, database, now, person, see

# A longer list is read in the file that can be downloaded.
MOST_ROWS = 200
_GUESTS_FIRST = (Outcome.HELD, Outcome.PERHAPS, Outcome.UNCLEAR, Outcome.GROUP, Outcome.ALREADY)
_STILL_JOINABLE = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED)


@blueprint.route("/<round_id>/bring-in", methods=["GET", "POST"])
@open_to(COORDINATOR)
@takes_sheets
def bring_in(round_id: str) -> Response | str | tuple[str, int]:
    round_ = the_round(round_id)
    form = SheetsForm()
    if form.validate_on_submit():
        found = [_look_through(round_, form, sheet) for sheet in form.sheets()]
        # A sheet that could be read is kept, even when the one beside it could not.
        commit()
        if not form.errors and found[0]:
            return see("coordinator.dry_run", round_id=round_id, import_id=found[0].id)
    page = render_template(
        "coordinator/bring_in.html",
        round=round_,
        form=form,
        sheets=imports_of_round(database(), round_),
        joinable=round_.state in _STILL_JOINABLE,
        undo_until=_undo_until,
    )
    return (page, 422) if form.is_submitted() else page


def _look_through(round_: Round, form: SheetsForm, sheet: SentSheet) -> SheetImport | None:
    """The dry run of one sheet, or None with a sentence beside the field that it came from."""
    try:
        return look_through(
            database(),
            round_,
            kind=sheet.kind,
            content=sheet.content,
            file_name=sheet.file_name,
            by=person(),
            now=now(),
            let_go=commit,
        )
    except Refused as no:
        form[sheet.field].errors = [no.sentence]
        return None


@blueprint.get("/<round_id>/bring-in/<import_id>")
@open_to(COORDINATOR)
def dry_run(round_id: str, import_id: str) -> str:
    round_ = the_round(round_id)
    sheet = the_sheet(round_, import_id)
    columns = columns_of(sheet)
    return render_template(
        "coordinator/dry_run.html",
        round=round_,
        sheet=sheet,
        found=sheet.findings,
        questions=_questions(sheet),
        held=_held_without_a_question(sheet),
        guests=_guests_by_outcome(sheet),
        columns=columns,
        doubtful=[column for column in columns if column.doubtful],
        people=_people_on(sheet),
        is_open=sheet.state is ImportState.DRY_RUN,
        undo_until=_undo_until(sheet, round_),
        most=MOST_ROWS,
    )


@blueprint.post("/<round_id>/bring-in/<import_id>")
@open_to(COORDINATOR)
def bring_in_now(round_id: str, import_id: str) -> Response:
    round_ = the_round(round_id)
    sheet = the_sheet(round_, import_id)
    try:
        counts = bring_people_in(database(), sheet, by=person(), now=now(), let_go=commit)
    except Refused as no:
        return back_with_a_no(no, "coordinator.dry_run", round_id=round_id, import_id=import_id)
    said = _brought_in_words(sheet, counts)
    commit()
    ring_for_looks()
    flash(said, "good")
    return _on(round_)


@blueprint.post("/<round_id>/bring-in/<import_id>/put-away")
@open_to(COORDINATOR)
def put_away(round_id: str, import_id: str) -> Response:
    round_ = the_round(round_id)
    try:
        discard(database(), the_sheet(round_, import_id), now=now())
    except Refused as no:
        return back_with_a_no(no, "coordinator.dry_run", round_id=round_id, import_id=import_id)
    commit()
    flash("The sheet is put away. Nobody was brought in.")
    return _on(round_)


def _on(round_: Round) -> Response:
    """To the next sheet that was looked through and still waits, or back to the round."""
    for sheet in imports_of_round(database(), round_):
        if sheet.state is ImportState.DRY_RUN:
            return see("coordinator.dry_run", round_id=round_.id, import_id=sheet.id)
    return see("coordinator.round", round_id=round_.id)


def _people_on(sheet: SheetImport) -> int:
    """How many people, or lines of a register, bringing this sheet in would add or change."""
    found: Mapping[str, Any] = sheet.findings
    if sheet.kind is SheetKind.INSTITUTIONS:
        return int(found.get("lines", 0))
    return int(found.get("new", 0)) + len(found.get("updated", ()))


def _brought_in_words(sheet: SheetImport, counts: Mapping[str, int]) -> str:
    if sheet.kind is SheetKind.INSTITUTIONS:
        count = counts["lines"]
        return f"{number_of(count, 'institution stands', 'institutions stand')} in the register."
    count = counts["new"] + counts["updated"]
    if sheet.kind is SheetKind.REGISTRATIONS:
        waiting = number_of(count, "sign-up waits", "sign-ups wait")
        return f"{waiting} for the form. Whoever registered has not agreed to anything yet."
    return f"{number_of(count, 'person was', 'people were')} brought in."


def _questions(sheet: SheetImport) -> list[Mapping[str, Any]]:
    """What the sheet leaves open, worries first."""
    urgency = {kind.value: place for place, kind in enumerate(QuestionKind)}
    asked = sheet.findings.get("questions", ())
    return sorted(asked, key=lambda question: urgency[question["kind"]])


def _held_without_a_question(sheet: SheetImport) -> list[Mapping[str, Any]]:
    """Who is held for another reason than a question that stands below: nothing is said twice."""
    asked = {question["row"] for question in sheet.findings.get("questions", ())}
    return [line for line in sheet.findings.get("held", ()) if line["row"] not in asked]


def _guests_by_outcome(sheet: SheetImport) -> dict[str, list[Mapping[str, Any]]]:
    """Every line of a conference's registrations, those first about which somebody can do more."""
    parts: dict[str, list[Mapping[str, Any]]] = {str(outcome): [] for outcome in _GUESTS_FIRST}
    for line in sheet.findings.get("guests", ()):
        parts.setdefault(line["outcome"], []).append(line)
    return {outcome: lines for outcome, lines in parts.items() if lines}


def _undo_until(sheet: SheetImport, round_: Round) -> str:
    """The last day on which the sheet can be undone; "" when it cannot."""
    until = undo_until(sheet)
    if until is None or until < now():
        return ""
    return last_day(until, time_zone=round_.time_zone)
