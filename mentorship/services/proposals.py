"""A matching run, carried out: people in, proposed pairs and a report out.

Only the process that matches imports this module: it loads scikit-learn.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import LIVE_STATES, MatchState, RoundEvent
from mentorship.domain.questions import Cohort
from mentorship.matching.proposal import Explanation, Proposal, ProposedPair, Start
from mentorship.matching.reasons.rests import what_they_rest_on
from mentorship.matching.road import walk
from mentorship.matching.roll import as_standing
from mentorship.matching.scores import Part
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.models.round import MatchingRun, Round, RunState
from mentorship.services.carry_over import rounds_waited
from mentorship.services.checking import keep
from mentorship.services.explanations import candidate_to_keep
from mentorship.services.kept_apart import pairs_kept_apart
from mentorship.services.looking import Gathered, Look, gathered, with_offers
from mentorship.services.rounds import move_round
from mentorship.services.runs import STEPS, claim_run, finish_run, note_step

Sessions = Callable[[], Session]
Clock = Callable[[], datetime]

# Decided against: these two are not proposed to each other again in this round.
_AGAINST = (
    MatchState.SET_ASIDE,
    MatchState.PASSED,
    MatchState.DECLINED,
    MatchState.LAPSED,
    MatchState.ENDED,
    MatchState.STOPPED,
)
_DECIDED = tuple(state for state in LIVE_STATES if state is not MatchState.PROPOSED)


def carry_out(sessions: Sessions, run_id: str, *, clock: Clock) -> bool:
    """The run is done: undecided pairs are replaced by the proposal. False if it was not ours.

    No transaction is open while it computes.
    """
    with sessions() as session, session.begin():
        run = claim_run(session, run_id, now=clock())
        if run is None:
            return False
        seen_at = clock()
        found = _read(session, session.get_one(Round, run.round_id))

    def note(step: str) -> None:
        with sessions() as session, session.begin():
            note_step(session, run_id, step=step.capitalize(), now=clock())

    note(STEPS[0])
    cohort = found.cohort()
    walked = walk(cohort, terms=found.terms, on_step=note)
    questions = with_offers(walked.proposal.questions, found.terms.register)
    look = Look(cohort, walked.conflicts, questions, found)
    with sessions() as session, session.begin():
        run = session.get_one(MatchingRun, run_id)
        if run.state is RunState.RUNNING:
            _keep(session, run, walked.proposal, of=found, cohort=cohort, now=clock())
            keep(session, session.get_one(Round, run.round_id), look, seen_at=seen_at)
    return True


def _read(session: Session, round_: Round) -> Gathered:
    """All that the computation needs, from one transaction."""
    found = gathered(session, round_)
    return replace(found, terms=replace(found.terms, start=_decisions(session, round_)))


def _decisions(session: Session, round_: Round) -> Start:
    """What people have decided up to now, in this round and, where they are kept apart, before."""
    matches = session.scalars(select(Match).where(Match.round_id == round_.id)).all()
    against = frozenset((m.mentee_id, m.mentor_id) for m in matches if m.state in _AGAINST)
    return Start(
        seed=round_.seed,
        waited=rounds_waited(session, round_),
        pinned={m.mentee_id: m.mentor_id for m in matches if m.state in _DECIDED},
        avoided=against | pairs_kept_apart(session),
    )


def _keep(
    session: Session,
    run: MatchingRun,
    proposal: Proposal,
    *,
    of: Gathered,
    cohort: Cohort,
    now: datetime,
) -> None:
    round_ = session.get_one(Round, run.round_id)
    session.execute(
        delete(Match).where(Match.round_id == round_.id, Match.state == MatchState.PROPOSED)
    )
    by = session.get(Account, run.requested_by) if run.requested_by else None
    move_round(session, round_, RoundEvent.PROPOSE, by=by, now=now)
    start = as_standing(of.terms.start, cohort)
    decided = as_standing(_decisions(session, round_), cohort)
    standing = _still_standing(proposal, start=start, decided=decided)
    session.add_all(_match(round_, pair, now=now) for pair in standing)
    finish_run(session, run, report=_report(proposal), now=now)


def _still_standing(proposal: Proposal, *, start: Start, decided: Start) -> list[ProposedPair]:
    """The pairs that nobody's decision, made while it was computed, has overtaken."""
    # A place that was given away meanwhile may have been the mentor's last.
    given_away = {mentor for _, mentor in decided.pinned.items() - start.pinned.items()}
    return [
        pair
        for pair in proposal.pairs
        if pair.mentee not in decided.pinned
        and (pair.mentee, pair.mentor) not in decided.avoided
        and pair.mentor not in given_away
    ]


def _match(round_: Round, pair: ProposedPair, *, now: datetime) -> Match:
    return Match(
        round_id=round_.id,
        mentee_id=pair.mentee,
        mentor_id=pair.mentor,
        state=MatchState.PROPOSED,
        score=pair.score,
        rank_for_mentee=pair.rank,
        explanation=as_kept(pair.explanation, parts=pair.parts, usual=pair.usual),
        proposed_at=now,
    )


def as_kept(
    explanation: Explanation, *, parts: Mapping[str, Part], usual: Mapping[str, float]
) -> dict[str, Any]:
    """The reasons of a pair as its match keeps them; see services/explanations.py."""
    return {
        "staff": list(explanation.staff),
        "to_mentee": list(explanation.to_mentee),
        "to_mentor": list(explanation.to_mentor),
        "cautions": list(explanation.cautions),
        "practical": list(explanation.practical),
        "facts": list(explanation.facts),
        "candidates": {
            reader: [candidate_to_keep(one) for one in known]
            for reader, known in explanation.candidates.items()
        },
        "rests_on": _rests_on(explanation),
        "parts": {facet: asdict(part) for facet, part in parts.items()},
        "usual": dict(usual),
    }


def _rests_on(explanation: Explanation) -> dict[str, list[str]]:
    return what_they_rest_on(
        (
            *explanation.staff,
            *explanation.to_mentee,
            *explanation.to_mentor,
            *explanation.facts,
            *explanation.cautions,
            *explanation.practical,
        )
    )


def _report(proposal: Proposal) -> dict[str, Any]:
    """What the pages show of a run beside its pairs; it is stored encrypted."""
    return {
        "pairs": [[pair.mentee, pair.mentor] for pair in proposal.pairs],
        "waiting": [
            {"mentee": w.mentee, "cause": str(w.cause), "reason": w.reason, "next": w.what_next}
            for w in proposal.waiting
        ],
        "mentors_without": dict(proposal.mentors_without),
        "questions": [
            {"kind": str(q.kind), "text": q.text, "mentee": q.mentee, "mentor": q.mentor}
            for q in proposal.questions
        ],
        "others": {
            mentee: [asdict(other) for other in others]
            for mentee, others in proposal.others.items()
        },
        "recruit": list(proposal.recruit),
        "run": asdict(proposal.report),
        "account": _account(proposal),
    }


def _account(proposal: Proposal) -> dict[str, Any]:
    """What a board asks about the run, in words and in rows; nothing in it tells of few people."""
    account = proposal.account
    if account is None:
        return {}
    return {
        "prices": [price.sentence() for price in account.prices],
        "fairness": {
            "in_words": list(account.fairness.sentences()),
            "rows": list(account.fairness.as_rows()),
        },
        "load": {
            "in_words": list(account.load.sentences()),
            "rows": list(account.load.as_rows()),
        },
    }
