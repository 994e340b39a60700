"""What somebody of the team may know of: everybody but the people around her.

Her sight lies on the session of her request. From then on every SELECT leaves out whoever is
hidden from her, whoever wrote the query: a page cannot forget it. What is kept as one lump of
findings passes through the functions below.

Where the rules of the programme have to see everybody, so that they decide rightly, they say
`seeing_everybody`; what they decide is told without its reasons.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import event, or_, select
from sqlalchemy.orm import (
    InstrumentedAttribute,
    ORMExecuteState,
    Session,
    with_loader_criteria,
)
from sqlalchemy.sql import ColumnElement, Select
from sqlalchemy.sql.base import ExecutableOption

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.check import TeamDecision
from mentorship.models.check_in import CheckIn
from mentorship.models.circle import Circle, CircleSeat
from mentorship.models.keys import keyed_digest
from mentorship.models.letter import Letter, LinkToken
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import ImportedRow, MatchingRun, Participation, SheetImport

_SIGHT, _ASIDE = "sight", "sight set aside"
_ABOUT_PLACES = (Choice.ALIAS, Choice.PLACE)
# No vowels: a code is never a word. No digits: it is never taken for a number.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_CODE_LENGTH = 5
HAS_ROOM = (
    "Has room. Everybody whom this mentor could meet has another mentor, or there was nobody to "
    "meet."
)


@dataclass(frozen=True)
class Sight:
    """What one account of the team does not see.

    hidden           ids of the profiles that do not exist for her
    works_somewhere  False for somebody who works for the programme only
    gaps             (round, side) → the numbers of the hidden, in order
    """

    account_id: int
    hidden: frozenset[str]
    works_somewhere: bool
    gaps: Mapping[tuple[str, Side], Sequence[int]] = field(default_factory=dict)

    @cached_property
    def options(self) -> list[ExecutableOption]:
        """What every SELECT of hers leaves out."""
        if not self.hidden and not self.works_somewhere:
            return []
        visible: list[tuple[type[Any], ColumnElement[bool]]] = []
        if self.hidden:
            visible += self._people()
        if self.works_somewhere:
            # What is on a sheet cannot be told apart row by row before it is in.
            visible.append((SheetImport, SheetImport.uploaded_by == self.account_id))
            # What a place is called was asked because somebody wrote it, seen or not.
            hers = TeamDecision.decided_by == self.account_id
            visible.append((TeamDecision, TeamDecision.choice.not_in(_ABOUT_PLACES) | hers))
        return [
            with_loader_criteria(table, criterion, include_aliases=True)
            for table, criterion in visible
        ]

    def _people(self) -> list[tuple[type[Any], ColumnElement[bool]]]:
        gone = self._hidden_matches()
        return [
            (Profile, Profile.id.not_in(self.hidden)),
            (Participation, Participation.profile_id.not_in(self.hidden)),
            (Match, self._sees(Match.mentee_id) & self._sees(Match.mentor_id)),
            (MatchMove, MatchMove.match_id.not_in(gone)),
            (CheckIn, self._sees(CheckIn.profile_id) & CheckIn.match_id.not_in(gone)),
            (Letter, self._sees(Letter.profile_id) & _is_none_or_not(Letter.match_id, gone)),
            (LinkToken, self._sees(LinkToken.profile_id)),
            (TeamDecision, self._sees(TeamDecision.first_id) & self._sees(TeamDecision.second_id)),
            (ImportedRow, self._sees(ImportedRow.profile_id)),
            (Circle, self._sees(Circle.only_for)),
            (CircleSeat, self._sees(CircleSeat.profile_id)),
        ]

    def _sees(self, who: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        return or_(who.is_(None), who.not_in(self.hidden))

    def _hidden_matches(self) -> Select[str]:
        # On the bare table: a query of the mapped class would itself leave these out.
        match = Match.__table__.c
        either = or_(match.mentee_id.in_(self.hidden), match.mentor_id.in_(self.hidden))
        return select(match.id).where(either)


def _is_none_or_not(match: InstrumentedAttribute[Any], gone: Select[str]) -> ColumnElement[bool]:
    return or_(match.is_(None), match.not_in(gone))


@event.listens_for(Session, "do_orm_execute")
def _leave_out(state: ORMExecuteState) -> None:
    sight = sight_of(state.session)
    reads_anew = state.is_column_load or state.is_relationship_load
    if sight is not None and state.is_select and not reads_anew:
        state.statement = state.statement.options(*sight.options)


def sight_of(session: Session) -> Sight | None:
    """Whose eyes this session looks with; None when it sees everybody."""
    return None if session.info.get(_ASIDE) else session.info.get(_SIGHT)


def look_as(session: Session, sight: Sight) -> None:
    """From now on this session shows what that person of the team may see, and no more."""
    session.info[_SIGHT] = sight


@contextmanager
def looking_as(session: Session, sight: Sight) -> Iterator[None]:
    """Inside, this session shows what that person of the team may see, and no more."""
    before = session.info.get(_SIGHT)
    look_as(session, sight)
    try:
        yield
    finally:
        session.info[_SIGHT] = before


@contextmanager
def seeing_everybody(session: Session) -> Iterator[None]:
    """Inside, the rules see all people. What comes of it names nobody."""
    before = session.info.get(_ASIDE, False)
    session.info[_ASIDE] = True
    try:
        yield
    finally:
        session.info[_ASIDE] = before


def is_guarded(session: Session) -> bool:
    """True where people may be hidden from whoever looks, because she works somewhere."""
    sight = session.info.get(_SIGHT)
    return sight is not None and sight.works_somewhere


def is_hidden(session: Session, profile_id: str | None) -> bool:
    """True for somebody who does not exist for whoever looks."""
    sight = session.info.get(_SIGHT)
    return sight is not None and profile_id in sight.hidden


def number_of(session: Session, part: Participation) -> int | str:
    """What the team calls this person on screen: a number without gaps that tell, or a code.

    Whoever works somewhere reads codes made of the person's id: her numbers would have gaps where
    somebody is hidden from her, and numbers of her own would name somebody else to a colleague.
    """
    sight = session.info.get(_SIGHT)
    if sight is None:
        return part.number
    if sight.works_somewhere:
        return code_of(part.profile_id)
    before = sight.gaps.get((part.round_id, part.side), ())
    return part.number - bisect_left(before, part.number)


def code_of(profile_id: str) -> str:
    """A few letters for somebody, the same in every round; nothing can be read out of them."""
    rest, letters = int(keyed_digest("called", profile_id), 16), ""
    for _ in range(_CODE_LENGTH):
        rest, letter = divmod(rest, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


def row_of(session: Session, part: Participation) -> int | None:
    """The row of the sheet on which this person stands, for whoever may have that sheet.

    Rows of a colleague's sheet would have gaps where somebody is hidden.
    """
    if not is_guarded(session):
        return part.sheet_row
    return session.scalar(
        select(ImportedRow.sheet_row)
        .join(SheetImport, SheetImport.id == ImportedRow.import_id)
        .where(
            SheetImport.round_id == part.round_id,
            ImportedRow.profile_id == part.profile_id,
            ImportedRow.sheet_row.is_not(None),
        )
        .order_by(ImportedRow.id.desc())
        .limit(1)
    )


def viewer_of(session: Session) -> int | None:
    """The account of the team with whose eyes this session looks, where there is one."""
    sight = session.info.get(_SIGHT)
    return sight.account_id if sight else None


def seen_items(session: Session, items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What a look has found, without whatever concerns somebody hidden.

    A spelling that several people wrote is asked about as long as one of them is seen.
    """
    sight = sight_of(session)
    if sight is None or not sight.hidden:
        return list(items)
    return [seen for item in items if (seen := _seen_item(item, sight.hidden))]


def _seen_item(item: Mapping[str, Any], hidden: frozenset[str]) -> Mapping[str, Any] | None:
    seen = [key for key in item["people"] if key not in hidden]
    if len(seen) == len(item["people"]):
        return item
    about_a_place = item["kind"] == QuestionKind.INSTITUTION and item["spelling"]
    return {**item, "people": seen} if seen and about_a_place else None


def seen_report(session: Session, run: MatchingRun) -> Mapping[str, Any]:
    """What a run has told beside its pairs, as it would read if the hidden had not been there."""
    sight, report = sight_of(session), run.report
    if sight is None or not report or not (sight.hidden or sight.works_somewhere):
        return report
    waiting = [one for one in report.get("waiting", ()) if one["mentee"] not in sight.hidden]
    return {
        "waiting": waiting,
        "mentors_without": _without(session, run, sight.hidden),
        # Sentences about everybody who waits: nobody can be taken out of them afterwards.
        "recruit": () if sight.works_somewhere else report.get("recruit", ()),
        **_counted(report, sight, waiting=len(waiting)),
    }


def _counted(report: Mapping[str, Any], sight: Sight, *, waiting: int) -> Mapping[str, Any]:
    if "run" not in report:
        return {}
    counts = report["run"]["counts"]
    gone = sum(not sight.hidden.isdisjoint(pair) for pair in report.get("pairs", ()))
    fewer = len(report.get("waiting", ())) - waiting
    seen = {"pairs": counts["pairs"] - gone, "waiting": counts["waiting"] - fewer}
    # How long it took tells how many were compared.
    seconds = {} if sight.works_somewhere else report["run"]["seconds"]
    return {"run": {"counts": seen, "seconds": seconds}}


def _without(session: Session, run: MatchingRun, hidden: frozenset[str]) -> dict[str, str]:
    """Mentors whom the run gave nobody; also those whom it gave nobody but hidden ones."""
    without = run.report.get("mentors_without", {})
    seen = {key: why for key, why in without.items() if key not in hidden}
    for mentor in _only_with(session, run.round_id, hidden):
        seen.setdefault(mentor, HAS_ROOM)
    return seen


def _only_with(session: Session, round_id: str, hidden: frozenset[str]) -> set[str]:
    with seeing_everybody(session):
        rows = session.execute(
            select(Match.mentee_id, Match.mentor_id).where(Match.round_id == round_id)
        ).all()
    to_hidden = {mentor for mentee, mentor in rows if mentee in hidden}
    return to_hidden - {mentor for mentee, mentor in rows if mentee not in hidden} - hidden
