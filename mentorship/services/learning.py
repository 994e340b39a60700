"""What people decided about proposed pairs, as comparisons that weights can be learned from.

Ids and parts of scores are read, no words: neither an answer nor why somebody decided. Nothing is
written. Only the process that matches imports this module: it loads scikit-learn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import Actor, MatchEvent
from mentorship.domain.policy import Policy
from mentorship.matching.learning.comparisons import Comparison
from mentorship.matching.learning.weight_proposal import WeightProposal, proposal_of_weights
from mentorship.matching.scores import Part
from mentorship.models.match import Match, MatchMove
from mentorship.models.round import Round
from mentorship.services.decisions import decided_apart
from mentorship.services.kept_apart import pairs_kept_apart

_E = MatchEvent
# Who kept a pair, or did not, and how much that says about fit. A mentor who declines may only be
# busy. "Just ask, I trust you" is an answer to no pair, so an agreement of the system's is none.
_SAYS: Mapping[tuple[MatchEvent, Actor], tuple[bool, float]] = {
    (_E.CONFIRM, Actor.COORDINATOR): (True, 1.0),
    (_E.SET_ASIDE, Actor.COORDINATOR): (False, 1.0),
    (_E.AGREE, Actor.MENTEE): (True, 0.5),
    (_E.PASS, Actor.MENTEE): (False, 0.5),
    (_E.ACCEPT, Actor.MENTOR): (True, 0.25),
    (_E.DECLINE, Actor.MENTOR): (False, 0.25),
}

Parts = Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Somebody kept this pair, or did not."""

    kept: bool
    strength: float
    decider: str


def proposal_for(
    session: Session, rounds: Iterable[Round], policy: Policy, *, seed: int = 0
) -> WeightProposal:
    """What the decisions in these rounds say about the weights of this policy."""
    return proposal_of_weights(comparisons_of(session, rounds), policy, seed=seed)


def comparisons_of(session: Session, rounds: Iterable[Round]) -> list[Comparison]:
    """Every decision in these rounds that was about fit, as comparisons.

    A decision is held against what was usual for this mentee when the pair was proposed. Where
    that was not stored, only replacements can be told: a pair that was not kept, against the
    one that a coordinator confirmed for her instead.

    Left out is whatever may have been decided for another reason than fit: pairs with a caution,
    pairs that were ever on hold, and people who are kept apart.
    """
    by_mentee: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in _about_fit(session, rounds):
        by_mentee[match.round_id, match.mentee_id].append(match)
    said = _verdicts(session, [match.id for matches in by_mentee.values() for match in matches])
    return [
        comparison
        for matches in by_mentee.values()
        for comparison in (*_against_usual(matches, said), *_replacements(matches, said))
    ]


def _about_fit(session: Session, rounds: Iterable[Round]) -> list[Match]:
    """The matches whose decisions were about nothing but how well the two fit."""
    ids = [one.id for one in rounds]
    held = select(MatchMove.match_id).where(MatchMove.event == _E.HOLD)
    apart = pairs_kept_apart(session) | frozenset(decided_apart(session))
    found = session.scalars(
        select(Match)
        .where(Match.round_id.in_(ids), Match.id.not_in(held))
        .order_by(Match.proposed_at, Match.id)
    )
    return [
        match
        for match in found
        if (match.mentee_id, match.mentor_id) not in apart
        and match.explanation.get("parts")
        and not match.explanation.get("cautions")
    ]


def _verdicts(session: Session, matches: Sequence[str]) -> dict[str, list[_Verdict]]:
    """By match: what people said about it and did not take back."""
    moves = session.scalars(
        select(MatchMove).where(MatchMove.match_id.in_(matches)).order_by(MatchMove.id)
    )
    said: dict[str, list[_Verdict]] = defaultdict(list)
    for move in moves:
        if move.event is _E.UNDO:
            said[move.match_id].clear()
        elif verdict := _SAYS.get((move.event, move.actor)):
            # Mentees and mentors decide about themselves; only coordinators are counted.
            by = move.account_id if move.actor is Actor.COORDINATOR else None
            said[move.match_id].append(_Verdict(*verdict, str(by) if by else ""))
    return said


def _against_usual(
    matches: Sequence[Match], said: Mapping[str, Sequence[_Verdict]]
) -> Iterator[Comparison]:
    for match in matches:
        parts, usual = _parts(match), _usual(match)
        for verdict in said.get(match.id, ()) if usual else ():
            chosen, passed_over = (parts, usual) if verdict.kept else (usual, parts)
            yield _comparison(match, verdict, chosen=chosen, passed_over=passed_over)


def _replacements(
    matches: Sequence[Match], said: Mapping[str, Sequence[_Verdict]]
) -> Iterator[Comparison]:
    """What a coordinator confirmed for her where another pair was not kept."""
    taken = next((match for match in matches if _confirmed(match, said)), None)
    for left in matches if taken else ():
        against = [verdict for verdict in said.get(left.id, ()) if not verdict.kept]
        if taken and left is not taken and against and not _usual(left):
            yield _comparison(left, against[-1], chosen=_parts(taken), passed_over=_parts(left))


def _confirmed(match: Match, said: Mapping[str, Sequence[_Verdict]]) -> bool:
    return any(verdict.kept and verdict.strength == 1 for verdict in said.get(match.id, ()))


def _comparison(
    match: Match, verdict: _Verdict, *, chosen: Parts, passed_over: Parts
) -> Comparison:
    return Comparison(
        chosen=chosen,
        passed_over=passed_over,
        group=match.mentee_id,
        kept=verdict.kept,
        strength=verdict.strength,
        decider=verdict.decider,
    )


def _parts(match: Match) -> dict[str, Part]:
    return {facet: Part(**part) for facet, part in match.explanation["parts"].items()}


def _usual(match: Match) -> dict[str, Part]:
    """Her usual closeness when this pair was proposed, with her own weights; empty if unknown."""
    usual = match.explanation.get("usual", {})
    parts = _parts(match)
    return {facet: Part(parts[facet].weight, usual[facet]) for facet in parts if facet in usual}
