"""A sheet taken back: what that would mean, in words, and then as a whole or not at all."""

from collections.abc import Iterator

from flask import flash, render_template
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.services.import_undo import Undoing, undo_import, undoing
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round, the_sheet
from mentorship.web.coordinator.words import number_of
from mentorship.web.looks import ring_for_looks
from mentorship.web.pages import commit, database, now, person, see


@blueprint.get("/<round_id>/bring-in/<import_id>/undo")
@open_to(COORDINATOR)
def before_undo(round_id: str, import_id: str) -> str:
    """What undoing the sheet would mean, or why it cannot be undone."""
    round_ = the_round(round_id)
    sheet = the_sheet(round_, import_id)
    lines, refused = [], ""
    try:
        lines = list(_in_words(undoing(database(), sheet, now=now())))
    except Refused as no:
        refused = no.sentence
    return render_template(
        "coordinator/undo_sheet.html", round=round_, sheet=sheet, lines=lines, refused=refused
    )


@blueprint.post("/<round_id>/bring-in/<import_id>/undo", endpoint="undo_import")
@open_to(COORDINATOR)
def undo(round_id: str, import_id: str) -> Response:
    """Everything is as it was before the sheet, or nothing is changed."""
    round_ = the_round(round_id)
    try:
        undo_import(database(), the_sheet(round_, import_id), by=person(), now=now())
    except Refused as no:
        return back_with_a_no(no, "coordinator.dry_run", round_id=round_id, import_id=import_id)
    commit()
    ring_for_looks()
    flash("The sheet is undone: the round is as it was before it came in.", "good")
    return see("coordinator.bring_in", round_id=round_id)


def _in_words(found: Undoing) -> Iterator[str]:
    """A sentence for each kind of people, and none for a kind of which there is nobody."""
    sentences = (
        (found.gone, "came new with this sheet and will be forgotten, with all answers"),
        (found.leaving, "known from before will no longer take part in this round"),
        (found.changed, "known from before will have the answers from before this sheet"),
        (found.back, "who asked on this sheet to be out will take part again"),
        (found.kept, "looked after their sign-up themselves since; that stays as it is"),
    )
    for count, says in sentences:
        if count:
            yield f"{number_of(count, 'person', 'people')} {says}."
    if found.pairs:
        pairs = number_of(found.pairs, "proposed pair", "proposed pairs")
        yield f"{pairs} will go as well. Nobody was told of any."
    if found.lines:
        lines = number_of(found.lines, "institution", "institutions")
        yield f"{lines} will stand in the register as before; what was changed since stays."
    if not any((*(count for count, _ in sentences), found.pairs, found.lines)):
        yield "Nobody will change: this sheet brought nothing new."
