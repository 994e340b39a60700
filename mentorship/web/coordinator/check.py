"""Check the data: one list of what a person has to decide, each item with one key or tap."""

from flask import abort, flash, render_template, request, session
from werkzeug.wrappers import Response

from mentorship.domain.decisions import Choice
from mentorship.domain.errors import Refused
from mentorship.models.round import Round
from mentorship.services.deciding import decide, take_back
from mentorship.services.decisions import find_decision
from mentorship.services.list_pages import Place, place_after, place_of
from mentorship.services.look_requests import ask_for_a_look
from mentorship.services.work_list import Item, find_item, work_list
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.check_page import (
    also_opened,
    chosen_part,
    decided_view,
    item_page,
    list_view,
    nothing_new,
    remember,
    whose_words,
)
from mentorship.web.coordinator.check_words import REASON_TO_READ
from mentorship.web.coordinator.confidence import open_for_item
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, the_round
from mentorship.web.coordinator.forms import ChoiceForm
from mentorship.web.drafts import forget_typed, keeps_draft, words_before
from mentorship.web.fresh import ask_first, is_fresh
from mentorship.web.looks import ring_for_looks
from mentorship.web.pages import commit, database, now, person, see

_DRAFT = "item"
_TYPED = (Choice.ANSWER, Choice.ALIAS, Choice.PLACE)
_GONE = "This is not on the list any more: somebody decided it a moment ago, or the data changed."
_UNREAD = Refused("We could not read that choice, so nothing was changed. Please choose once more.")
_TAKEN_BACK = "Taken back. It is on the list again, or will be after the next look."


@blueprint.get("/<round_id>/check")
@open_to(COORDINATOR)
def check(round_id: str) -> str | tuple[str, int]:
    round_ = the_round(round_id)
    if nothing_new(round_):
        return "", 204
    work = work_list(database(), round_)
    return render_template("coordinator/check.html", **list_view(round_, work))


@blueprint.get("/<round_id>/decided")
@open_to(COORDINATOR)
def decided(round_id: str) -> str:
    """Everything that was decided and stands, the latest first."""
    round_ = the_round(round_id)
    work = work_list(database(), round_)
    return render_template("coordinator/decided.html", **decided_view(round_, work))


@blueprint.get("/<round_id>/check/<item_id>")
@open_to(COORDINATOR)
def check_item(round_id: str, item_id: str) -> str:
    round_ = the_round(round_id)
    item = find_item(database(), round_, item_id) or abort(404)
    form = ChoiceForm(answer=words_before(_DRAFT, "answer", about=request.path))
    return item_page(round_, work_list(database(), round_), item, form=form)


@blueprint.post("/<round_id>/check/<item_id>", endpoint="decide_item")
@open_to(COORDINATOR)
@keeps_draft(_DRAFT, ChoiceForm, "answer")
def decide_item(round_id: str, item_id: str) -> Response | tuple[str, int]:
    """Decided, and on to the next item of the part that she works on."""
    round_, form = the_round(round_id), ChoiceForm()
    item = find_item(database(), round_, item_id)
    if item is None:
        return _back(round_, Refused(_GONE))
    after = place_after(work_list(database(), round_), chosen_part(), item_id=item_id)
    try:
        _decide(round_, item, form, after=after)
    except Refused as no:
        return _asked_again(round_, item_id, form, no)
    return _to(round_, after)


def _decide(round_: Round, item: Item, form: ChoiceForm, *, after: Place | None) -> None:
    if not form.validate():
        raise _UNREAD
    made = decide(
        database(),
        round_,
        item,
        form.chosen(),
        answer=form.answer.data or "",
        by=person(),
        now=now(),
    )
    decision_id = made.id
    forget_typed(_DRAFT, about=request.path)
    commit()
    remember(decision_id, before=after.item_id if after else "")
    ring_for_looks()


def _asked_again(
    round_: Round, item_id: str, form: ChoiceForm, no: Refused
) -> Response | tuple[str, int]:
    """The sentence beside what was typed; or above the list, when nothing was typed."""
    database().rollback()
    item = find_item(database(), round_, item_id)
    if item is None or form.errors or form.chosen() not in _TYPED:
        return _back(round_, no)
    form.answer.errors = [no.sentence]
    return item_page(round_, work_list(database(), round_), item, form=form), 422


@blueprint.post("/<round_id>/check/<item_id>/read")
@open_to(COORDINATOR)
def read_for_item(round_id: str, item_id: str) -> Response:
    """The look is on record with its reason, and the item's own page shows the words, once."""
    round_ = the_round(round_id)
    item = find_item(database(), round_, item_id)
    if item is None:
        return _back(round_, Refused(_GONE))
    if not is_fresh():
        return ask_first("coordinator.check_item", round_id=round_id, item_id=item_id)
    open_for_item(
        whose_words(round_, item), reason=REASON_TO_READ[item.kind], also=also_opened(item)
    )
    return see(
        "coordinator.check_item",
        round_id=round_id,
        item_id=item_id,
        part=chosen_part(),
        _anchor="words",
    )


@blueprint.post("/<round_id>/keys")
@open_to(COORDINATOR)
def turn_keys(round_id: str) -> Response:
    """The keys of the list are off, or on again, until she signs out."""
    round_ = the_round(round_id)
    session["keys_are_off"] = not session.get("keys_are_off", False)
    return _to(round_, None)


@blueprint.post("/<round_id>/decided/<decision_id>", endpoint="take_back")
@open_to(COORDINATOR)
def undo(round_id: str, decision_id: str) -> Response:
    round_ = the_round(round_id)
    decision = find_decision(database(), round_, decision_id) or abort(404)
    topic = decision.topic
    try:
        take_back(database(), round_, decision, by=person(), now=now())
    except Refused as no:
        return _back(round_, no)
    commit()
    ring_for_looks()
    flash(_TAKEN_BACK, "good")
    return _to(round_, place_of(work_list(database(), round_), chosen_part(), item_id=topic))


@blueprint.post("/<round_id>/look", endpoint="look_again")
@open_to(COORDINATOR)
def look_again(round_id: str) -> Response:
    """The worker looks over the round, whether or not anything has changed."""
    ask_for_a_look(database(), the_round(round_id), now=now())
    commit()
    ring_for_looks()
    return see("coordinator.check", round_id=round_id)


def _back(round_: Round, no: Refused) -> Response:
    """The list shows how things stand now, with the sentence above it; nothing was changed."""
    part = chosen_part()
    return back_with_a_no(
        no, "coordinator.check", round_id=round_.id, **({"part": part} if part else {})
    )


def _to(round_: Round, place: Place | None) -> Response:
    """To this item of the list, or to the head of the list when there is none."""
    return see(
        "coordinator.check",
        round_id=round_.id,
        part=chosen_part(),
        page=place.page if place and place.page > 1 else None,
        _anchor=f"item-{place.item_id}" if place else None,
    )
