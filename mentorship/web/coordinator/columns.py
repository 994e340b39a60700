"""The columns of a sheet as they were understood, for a coordinator to put right."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import SelectChoice, SelectField  # type: ignore[attr-defined]  # newer than its stubs

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field
from mentorship.models.round import ImportState, SheetImport
from mentorship.services.import_findings import SURE
from mentorship.services.imports import correct_columns
from mentorship.services.sheet_reading import SIDES
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, the_round, the_sheet
from mentorship.web.forms import Form
from mentorship.web.pages import commit, database, now, person, see

LEAVE_OUT = ""
MOST_COLUMNS = 200
_LONGEST_NAME = 140
_LIKELY = 0.7
# What is put into it is escaped.
_LABEL = Markup("<bdi>{}</bdi>")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet, as the page shows it.

    name      what it is called: its heading, or its letter; `shown` is that, shortened
    field     what it was taken for, in words; empty when it is not used
    sure      how sure the program is, in words, and the tone of its tag
    doubtful  True when somebody should look: not recognised, or only a guess
    samples   up to three cells, where the team may read such answers
    input     the name of its field in the form
    """

    name: str
    shown: str
    field: str
    code: str
    sure: tuple[str, str]
    doubtful: bool
    samples: tuple[str, ...]
    input: str


def columns_of(sheet: SheetImport) -> list[Column]:
    """The columns of the sheet in its order."""
    return [
        _column(column, input_=f"column_{at}")
        for at, column in enumerate(sheet.findings.get("columns", ()))
        # A sheet that was brought in before columns had names keeps what was found on it then.
        if "name" in column
    ]


def _column(found: Mapping[str, Any], *, input_: str) -> Column:
    sure, doubtful = _sure(found)
    name = found["name"]
    return Column(
        name=name,
        shown=name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…",
        field=found["field"],
        code=found["code"],
        sure=sure,
        doubtful=doubtful,
        samples=tuple(found["samples"]),
        input=input_,
    )


def _sure(found: Mapping[str, Any]) -> tuple[tuple[str, str], bool]:
    """How sure that is, with the tone of its tag, and whether somebody should look."""
    if found["said"]:
        return ("As the team said", "good"), False
    if not found["code"]:
        return ("Not recognised", "note"), True
    if found["sure"] >= SURE:
        return ("Sure", "good"), False
    likely = found["sure"] >= _LIKELY
    return ("Likely" if likely else "A guess", "plain" if likely else "note"), not likely


def columns_form(sheet: SheetImport, columns: Sequence[Column]) -> Form:
    """One choice for each column: a question of the form, or to leave it out."""
    side = SIDES[sheet.kind]
    questions = [
        SelectChoice(field.value, rule.label)
        for (of, field), rule in REGISTRY.items()
        if of is side
    ]
    choices = [SelectChoice(LEAVE_OUT, "Leave this column out"), *questions]
    fields = {
        column.input: SelectField(_LABEL.format(column.shown), choices=choices, default=column.code)
        for column in columns
    }
    form: Form = type("ColumnsForm", (Form,), fields)()
    return form


@blueprint.route("/<round_id>/bring-in/<import_id>/columns", methods=["GET", "POST"])
@open_to(COORDINATOR)
def columns(round_id: str, import_id: str) -> Response | str | tuple[str, int]:
    """What each column means, put right, and remembered for the next sheet with these headings."""
    round_ = the_round(round_id)
    sheet = the_sheet(round_, import_id)
    if sheet.kind not in SIDES:
        abort(404)
    back = see("coordinator.dry_run", round_id=round_id, import_id=import_id)
    if sheet.state is not ImportState.DRY_RUN:
        flash("This sheet was taken care of before, so its columns stay as they are.", "stop")
        return back
    everything = columns_of(sheet)
    shown = everything[:MOST_COLUMNS]
    form, refused = columns_form(sheet, shown), ""
    if form.validate_on_submit():
        refused = _put_right(sheet, form, shown)
        if not refused:
            return back
    page = render_template(
        "coordinator/columns.html",
        round=round_,
        sheet=sheet,
        doubtful=[column for column in shown if column.doubtful],
        understood=[column for column in shown if not column.doubtful],
        more=len(everything) - len(shown),
        form=form,
        refused=refused,
    )
    return (page, 422) if form.is_submitted() else page


def _put_right(sheet: SheetImport, form: Form, shown: Sequence[Column]) -> str:
    """The sheet is read again as the form says; otherwise why not, and nothing is changed."""
    chosen = {column: str(form[column.input].data or LEAVE_OUT) for column in shown}
    try:
        changed = _changed(chosen)
        if changed:
            correct_columns(database(), sheet, changed, by=person(), now=now(), let_go=commit)
    except Refused as no:
        database().rollback()
        return no.sentence
    commit()
    flash(_said(len(changed)), "good")
    return ""


def _changed(chosen: Mapping[Column, str]) -> dict[str, Field | None]:
    """Name of a column → what it was said to be, where that differs from before.

    Where two columns are said to be one name, both are said to be it: its two parts.
    Raises Refused when two columns are said to hold one answer.
    """
    changed = {column: code for column, code in chosen.items() if code != column.code}
    counted = Counter(code for code in chosen.values() if code)
    for code in changed.values():
        beside = [column for column, other in chosen.items() if other == code]
        if code == Field.NAME and counted[code] == 2:
            changed = {**changed, **dict.fromkeys(beside, code)}
        elif counted[code] > 1:
            raise Refused(_two_for_one([column.shown for column in beside]))
    return {column.name: Field(code) if code else None for column, code in changed.items()}


def _two_for_one(names: Sequence[str]) -> str:
    listed = " and ".join(f"“{name}”" for name in names)
    return f"{listed} cannot hold the same answer. Please keep one, and leave the other out."


def _said(count: int) -> str:
    if not count:
        return "The columns stay as they were understood."
    return "The sheet was read again with these columns. The next sheet like it is read the same."
