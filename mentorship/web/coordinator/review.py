"""The evening's work: pairs looked at and decided, one by one or a page at a time."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.models.match import Match
from mentorship.models.round import Round
from mentorship.services.cards import staff_card
from mentorship.services.desk import person_in_round
from mentorship.services.explanations import tells_of
from mentorship.services.match_lookups import match_in_round, moves_of
from mentorship.services.review import (
    IN_REVIEW,
    Pair,
    Shelf,
    before_to_decide,
    confirm_shown,
    decide,
    fill_of_shelves,
    next_to_decide,
    offered,
    pairs,
    shelf_page,
)
from mentorship.services.sight import number_of
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator import words
from mentorship.web.coordinator.desk import back_with_a_no, blueprint, page_number, the_round
from mentorship.web.coordinator.forms import DecisionForm, ShownPairsForm
from mentorship.web.drafts import forget_typed, keep, keeps_draft, typed_here, words_before
from mentorship.web.pages import commit, database, now, person, see

_DRAFT = "decision"


@blueprint.get("/<round_id>/review")
@open_to(COORDINATOR)
def review(round_id: str) -> str:
    round_ = the_round(round_id)
    fill = fill_of_shelves(database(), round_)
    shelf = chosen_shelf(IN_REVIEW) or _first_to_look_at(fill)
    return render_template(
        "coordinator/review.html",
        round=round_,
        shelf=shelf,
        shelves=[(known, fill[known]) for known in IN_REVIEW],
        page=shelf_page(database(), round_, shelf, number=page_number()),
        form=ShownPairsForm(),
    )


def chosen_shelf(known: tuple[Shelf, ...]) -> Shelf | None:
    """The shelf that the address names; None when it names none of these."""
    return next((shelf for shelf in known if shelf == request.args.get("shelf")), None)


def _first_to_look_at(fill: dict[Shelf, int]) -> Shelf:
    return next((shelf for shelf in IN_REVIEW if fill[shelf]), Shelf.CAUTIONS)


@blueprint.post("/<round_id>/review")
@open_to(COORDINATOR)
def confirm_page(round_id: str) -> Response:
    """The pairs of the page that was shown are confirmed; there is no button for all pages."""
    round_ = the_round(round_id)
    shown = ShownPairsForm().shown()
    try:
        confirmed = confirm_shown(database(), round_, shown, by=person(), now=now())
    except Refused as no:
        return back_with_a_no(no, "coordinator.review", round_id=round_id)
    commit()
    flash(f"{words.number_of(confirmed, 'pair is', 'pairs are')} confirmed.", "good")
    if left := len(shown) - confirmed:
        changed = words.number_of(left, "pair had", "pairs had")
        flash(f"{changed} changed since the page was loaded, and stayed as they were.")
    return see("coordinator.review", round_id=round_id)


@blueprint.get("/<round_id>/pair/<match_id>", endpoint="pair")
@open_to(COORDINATOR)
def pair_page(round_id: str, match_id: str) -> str:
    round_ = the_round(round_id)
    match = _the_match(round_, match_id)
    shown = _pair(round_, match)
    mentee, mentor = (
        person_in_round(database(), round_, key) or abort(404)
        for key in (match.mentee_id, match.mentor_id)
    )
    return render_template(
        "coordinator/pair.html",
        round=round_,
        pair=shown,
        mentee=staff_card(mentee[1], number=number_of(database(), mentee[0])),
        mentor=staff_card(mentor[1], number=number_of(database(), mentor[0])),
        parts=_parts(shown),
        moves=moves_of(database(), match),
        offered=offered(match),
        form=DecisionForm(
            version=match.version, why=words_before(_DRAFT, "why", about=request.path)
        ),
        before=before_to_decide(database(), round_, of=match),
        after=next_to_decide(database(), round_, after=match),
        reader=person(),
    )


@blueprint.post("/<round_id>/pair/<match_id>", endpoint="decide")
@open_to(COORDINATOR)
@keeps_draft(_DRAFT, DecisionForm, "why")
def decide_pair(round_id: str, match_id: str) -> Response:
    """Decided, and on to the next pair that nobody has decided about."""
    round_ = the_round(round_id)
    match = _the_match(round_, match_id)
    form = DecisionForm()
    try:
        if not form.validate():
            raise Refused(_first_fault(form))
        chosen = form.chosen()
        decide(database(), match, chosen, by=person(), now=now())
    except Refused as no:
        back = back_with_a_no(no, "coordinator.pair", round_id=round_id, match_id=match_id)
        keep(person(), typed_here())
        return back
    forget_typed(_DRAFT, about=request.path)
    commit()
    flash(f"{_pair(round_, match).mentee}’s pair {words.DECIDED[chosen.event]}", "good")
    return _on(round_, match)


def _first_fault(form: DecisionForm) -> str:
    if form.why.errors:
        return str(form.why.errors[0])
    return "We could not read that decision, so nothing was changed. Please choose once more."


def _on(round_: Round, match: Match) -> Response:
    following = next_to_decide(database(), round_, after=match)
    if following is None:
        flash("No pair is left to decide.")
        return see("coordinator.round", round_id=round_.id)
    return see("coordinator.pair", round_id=round_.id, match_id=following.id)


def _the_match(round_: Round, match_id: str) -> Match:
    return match_in_round(database(), round_, match_id) or abort(404)


def _pair(round_: Round, match: Match) -> Pair:
    return pairs(database(), round_, [match])[0]


def _parts(pair: Pair) -> list[tuple[str, float, str]]:
    """How close the two are in each facet, for the bars: (facet, share, words).

    Not what it adds to the score: how much each weighs for her tells what she asked for.
    """
    drawn = []
    parts = pair.match.explanation.get("parts", {})
    for facet in words.FACET:
        if tells_of(facet, pair.closed):
            continue
        part = parts.get(facet)
        if part and part["weight"] > 0:
            share = min(1.0, part["closeness"])
            drawn.append((words.FACET[facet], share, f"{round(share * 100)} of 100"))
    return drawn
