"""What a coordinator can do next with a round: one thing first, the rest beside it."""

from dataclasses import dataclass, replace

from flask import url_for

from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.models.round import RunState
from mentorship.services.desk import Standing
from mentorship.services.rounds import OVER
from mentorship.web.coordinator.words import number_of

_ROAD = (
    (RoundState.DRAFT, "Prepare"),
    (RoundState.OPEN, "Sign-ups"),
    (RoundState.CLOSED, "Propose"),
    (RoundState.REVIEW, "Look at the pairs"),
    (RoundState.INTRODUCING, "Introduce"),
    (RoundState.FINISHED, "Finished"),
)
_THEN = "all the rest can wait an hour."


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: a page to go to, or something that is done at once."""

    label: str
    url: str
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What to do next and why; `first` is None when nothing is left to do."""

    why: str
    first: Step | None = None
    others: tuple[Step, ...] = ()


def road(state: RoundState) -> list[tuple[str, str, str]]:
    """The road of a round for the steps component: (label, done | now | next, "")."""
    places = [known for known, _label in _ROAD]
    if state not in places:
        return []
    now = places.index(state)
    # At the end of the road everything is done, and nothing is still being done.
    marks = ["done" if at < now or state is places[-1] else "next" for at in range(len(places))]
    marks[now] = "done" if state is places[-1] else "now"
    return [(label, mark, "") for (_state, label), mark in zip(_ROAD, marks, strict=True)]


def next_steps(stands: Standing) -> NextSteps:
    """What this round asks for now; what needs a person today comes before anything else."""
    steps = _by_state(stands)
    if stands.round_.state in OVER or not stands.questions:
        return steps
    rest = (*((steps.first,) if steps.first else ()), *steps.others)
    check = Step(f"Check the data ({stands.questions})", _to(stands, "check"))
    if not stands.today:
        return replace(steps, others=(check, *steps.others)) if steps.first else steps
    why = number_of(stands.today, "thing on the list needs", "things on the list need")
    return NextSteps(f"{why} a person today. Please read first; {_THEN}", check, rest)


def _by_state(stands: Standing) -> NextSteps:
    match stands.round_.state:
        case RoundState.DRAFT | RoundState.OPEN:
            return _gathering(stands)
        case RoundState.CLOSED:
            return _closed(stands)
        case RoundState.REVIEW:
            return _review(stands)
        case RoundState.INTRODUCING:
            return _introducing(stands)
        case RoundState.FINISHED:
            return NextSteps("This round is finished. Its record stays.")
        case _:
            return NextSteps("This round was cancelled. Its record stays.")


def _gathering(stands: Standing) -> NextSteps:
    bring_in = Step("Bring in sheets", _to(stands, "bring_in"))
    close = Step("Everybody is in: close sign-ups", _move(stands, "close"), at_once=True)
    opening = Step("Open for web sign-ups", _move(stands, "open"), at_once=True)
    openings = (opening,) if stands.round_.state is RoundState.DRAFT else ()
    if stands.has_both_sides:
        return NextSteps(
            "People of both sides are here. When nobody else is expected, close the sign-ups.",
            close,
            (bring_in, *openings),
        )
    why = "Start with your conference list or the two forms, or let people sign up on the web."
    if stands.round_.state is RoundState.OPEN:
        why = "Whoever signs up on the web joins this round. Sheets can be brought in as well."
    return NextSteps(why, bring_in, openings)


def _closed(stands: Standing) -> NextSteps:
    if not stands.has_both_sides:
        return NextSteps(
            "Before pairs can be proposed, both mentees and mentors have to be here.",
            Step("Bring in sheets", _to(stands, "bring_in")),
        )
    return NextSteps(
        "Everybody is here. The safety rules come first, then the best set of pairs for all.",
        _proposing(stands, "Propose pairs"),
        (Step("Bring in sheets", _to(stands, "bring_in")),),
    )


def _review(stands: Standing) -> NextSteps:
    undecided = stands.count(MatchState.PROPOSED)
    again = _proposing(stands, "Propose again for the undecided")
    if undecided:
        return NextSteps(
            f"{number_of(undecided, 'pair waits', 'pairs wait')} for your eyes. "
            "Nobody is asked anything before you send the letters.",
            Step("Look at the pairs", _to(stands, "review")),
            (*_sending(stands), again),
        )
    if sending := _sending(stands):
        return NextSteps("Every pair is decided. The letters can go.", sending[0], (again,))
    return NextSteps("No pair is left to decide, and none is confirmed.", again)


def _introducing(stands: Standing) -> NextSteps:
    track = Step("See how they are doing", _to(stands, "track"))
    undecided = stands.count(MatchState.PROPOSED)
    looking = (Step("Look at the pairs", _to(stands, "review")),) if undecided else ()
    if sending := _sending(stands):
        return NextSteps("Some confirmed pairs were not asked yet.", sending[0], (track, *looking))
    return NextSteps("Letters are out. Quiet is usually a call schedule.", track, looking)


def _sending(stands: Standing) -> tuple[Step, ...]:
    confirmed = stands.count(MatchState.CONFIRMED)
    label = f"Send {number_of(confirmed, 'letter', 'letters')}"
    return (Step(label, _to(stands, "send")),) if confirmed else ()


def _proposing(stands: Standing, label: str) -> Step:
    """Proposing, or the page of the run that is under way."""
    if stands.run and stands.run.state in (RunState.QUEUED, RunState.RUNNING):
        run_page = url_for("coordinator.run", round_id=stands.round_.id, run_id=stands.run.id)
        return Step("See how far it is", run_page)
    return Step(label, _to(stands, "propose"), at_once=True)


def _to(stands: Standing, page: str) -> str:
    return url_for(f"coordinator.{page}", round_id=stands.round_.id)


def _move(stands: Standing, event: str) -> str:
    return url_for("coordinator.move", round_id=stands.round_.id, event=event)
