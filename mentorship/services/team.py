"""The people of the team: where each of them works, and who of a round is hidden from whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import LargeBinary, select, type_coerce
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.domain.policy import Policy
from mentorship.guard.colleagues import OfTheTeam, Surroundings
from mentorship.models.account import Account, Role, RoleName
from mentorship.models.audit import Verb
from mentorship.models.check import RoundCheck
from mentorship.models.profile import Profile
from mentorship.models.round import Institution, Participation
from mentorship.models.team import TeamMember
from mentorship.services.audit import record
from mentorship.services.decisions import everything_told, known_as_one
from mentorship.services.institutions import places_of_colleagues, register
from mentorship.services.people import NOTHING_TOLD, read_profile
from mentorship.services.sight import Sight, look_as, seeing_everybody

Place = tuple[str, int | None]
# Any: what a look has found is JSON; see services/checking.py.
Findings = Sequence[Mapping[str, Any]]

NAMES_ARE_TOLD_ONCE = (
    "Your names are told once, so that nobody can try out who named whom. To put one right, ask "
    "whoever looks after the server."
)
_MOST_JUDGED = 200_000
# Digest of everything a judgement rests on → whether it is closed. No words, and gone with us.
_judged: dict[bytes, bool] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody of the team tells about herself.

    places  (words, the last year there or None for now); none: the programme only
    """

    places: tuple[Place, ...]
    names: tuple[str, ...]


def told_by_member(session: Session, account: Account) -> Told | None:
    """What she has told; None as long as nobody has asked her."""
    member = session.get(TeamMember, account.id)
    if member is None:
        return None
    return Told(tuple((words, until) for words, until in member.places), tuple(member.names))


def tell(session: Session, account: Account, told: Told, *, now: datetime) -> None:
    """She has told where she works. Told once more, a place is added: nothing opens by it.

    Raises Refused for a place that the register does not know: nobody could be kept from her.
    Raises Refused for a name added later: whoever vanishes by it has named that person.
    """
    before = told_by_member(session, account)
    if before is not None:
        if set(told.names) - set(before.names):
            raise Refused(NAMES_ARE_TOLD_ONCE)
        places = tuple(dict.fromkeys((*before.places, *told.places)))
        told = Told(places, before.names)
    set_straight(session, account, told, by=account, now=now)


def set_straight(
    session: Session, account: Account, told: Told, *, by: Account | None, now: datetime
) -> None:
    """This and nothing else holds from now on. For the command line: it may open people to her.

    Raises Refused for a place that the register does not know.
    """
    _refuse_unknown_places(session, account, told)
    member = session.get(TeamMember, account.id)
    if member is None:
        member = TeamMember(account_id=account.id)
        session.add(member)
    member.places = [(words, until) for words, until in told.places]
    member.names, member.told_at = list(told.names), now
    session.flush()
    record(session, by=by, verb=Verb.TELL_WORKPLACE, subject="", now=now)


def _refuse_unknown_places(session: Session, account: Account, told: Told) -> None:
    known, unsaid = register(session), places_of_colleagues(session, account.id)
    for words, _until in told.places:
        if not known.resolve(words).is_settled:
            alike = [name for name in known.perhaps(words) if name not in unsaid]
            perhaps = ", ".join(f"“{name}”" for name in alike[:3])
            raise Refused(
                f"“{words}” could not be read as one place that the register knows. "
                + (f"Is it one of these: {perhaps}? " if perhaps else "")
                + "Please write its full name as the register has it; a register of your own can "
                "be brought in with any round."
            )


def look_with_the_eyes_of(session: Session, account: Account, *, now: datetime) -> None:
    """From now on this session shows what this account of the team may see."""
    look_as(session, sight_for(session, account, now=now))


def sight_for(session: Session, account: Account, *, now: datetime) -> Sight:
    """What this account does not see. Whoever has not told where she works sees nobody."""
    with seeing_everybody(session):
        member = _member(session, account)
        if member is None:
            everybody = frozenset(session.scalars(select(Profile.id)))
            return Sight(account.id, everybody, works_somewhere=True)
        found = session.scalars(select(RoundCheck.findings)).all()
        around = _around(session, member, found, now=now)
        hidden = _closed(session, around, rules=_rules(session, member, around, found))
        hidden = hidden | _closed_for_good(session, account)
        hidden = _with_their_others(session, hidden, found)
        return Sight(account.id, hidden, around.works_somewhere, _gaps(session, hidden))


def _member(session: Session, account: Account) -> OfTheTeam | None:
    told = told_by_member(session, account)
    return OfTheTeam(account.email, told.names, told.places) if told else None


def _around(session: Session, member: OfTheTeam, found: Findings, *, now: datetime) -> Surroundings:
    return Surroundings(
        member,
        register=register(session).with_names(_closed_names(found)),
        former_years=Policy().former_years,
        this_year=now.year,
    )


def _closed_names(found: Findings) -> list[str]:
    """Workplaces that are known as themselves, because everybody of a round picked from a list."""
    return sorted({name for one in found for name in one.get("closed_names", ())})


def _closed(session: Session, around: Surroundings, *, rules: bytes) -> frozenset[str]:
    """Every sign-up that is closed to her.

    rules  a digest of all that a judgement rests on besides the person's own answers
    """
    told = everything_told(session)
    rows = session.execute(select(Profile.id, type_coerce(Profile.answers, LargeBinary)))
    keys = {one: _key(rules, answers, told.get(one)) for one, answers in rows}
    known = {one: _judged[key] for one, key in keys.items() if key in _judged}
    new = select(Profile).where(Profile.id.in_(keys.keys() - known.keys()))
    for profile in session.scalars(new) if len(known) < len(keys) else ():
        person = read_profile(profile, told=told.get(profile.id, NOTHING_TOLD)).person
        known[profile.id] = around.is_closed(person)
    _keep({keys[one]: closed for one, closed in known.items()})
    return frozenset(one for one, closed in known.items() if closed)


def _closed_for_good(session: Session, account: Account) -> frozenset[str]:
    """Whoever could not be seen by her when the answers that kept them apart were wiped."""
    remembered = session.execute(
        select(Profile.id, Profile.seen_by).where(Profile.seen_by.is_not(None))
    )
    return frozenset(one for one, seen_by in remembered if account.id not in (seen_by or ()))


def remember_who_sees(
    session: Session, profiles: Iterable[Profile], *, lists: Collection[str], now: datetime
) -> None:
    """Whoever of the team does not see these people does not see them afterwards either.

    lists  ids of those whose list of people to keep away from goes as well: nobody can tell then
           whether somebody who comes to the team later stood on it
    """
    told = everything_told(session)
    team = [one for one in coordinators(session) if told_by_member(session, one) is not None]
    hidden = {one.id: sight_for(session, one, now=now).hidden for one in team}
    for profile in profiles:
        named = profile.answers.get(Field.KEEP_APART) or Field.KEEP_APART in told.get(
            profile.id, ()
        )
        if (named and profile.id in lists) or any(profile.id in ids for ids in hidden.values()):
            profile.seen_by = [one for one, ids in hidden.items() if profile.id not in ids]


def _key(rules: bytes, answers: bytes, told: Mapping[Field, str] | None) -> bytes:
    return sha256(rules + sha256(answers).digest() + repr(told).encode()).digest()


def _rules(session: Session, member: OfTheTeam, around: Surroundings, found: Findings) -> bytes:
    rules = sha256(repr((member, around.this_year, _closed_names(found))).encode())
    if around.works_somewhere:
        # Without a place of hers, what the register says of places has no bearing.
        for line in session.scalars(
            select(type_coerce(Institution.line, LargeBinary)).order_by(Institution.id)
        ):
            rules.update(sha256(line).digest())
    return rules.digest()


def _keep(judged: Mapping[bytes, bool]) -> None:
    """Reading one person takes milliseconds, and every page asks about all of them."""
    if len(_judged) + len(judged) > _MOST_JUDGED:
        _judged.clear()
    _judged.update(judged)


def _with_their_others(session: Session, closed: frozenset[str], found: Findings) -> frozenset[str]:
    """These sign-ups, and every other one of the same person, of either side."""
    groups: dict[object, set[str]] = defaultdict(set)
    for profile_id, account_id, address in session.execute(
        select(Profile.id, Profile.account_id, Profile.email_key)
    ):
        for shared in (("account", account_id), ("address", address)):
            if shared[1]:
                groups[shared].add(profile_id)
    for pair in _known_pairs(session, found):
        groups[pair] |= set(pair)
    while more := {one for group in groups.values() if group & closed for one in group} - closed:
        closed = closed | more
    return closed


def _known_pairs(session: Session, found: Findings) -> Iterable[tuple[str, str]]:
    merged = select(Participation.profile_id, Participation.merged_into)
    yield from ((one, other) for one, other in session.execute(merged) if other)
    yield from known_as_one(session)
    for findings in found:
        yield from ((one, other) for one, other in findings.get("one_human", ()))


def _gaps(session: Session, hidden: frozenset[str]) -> Mapping[tuple[str, Side], Sequence[int]]:
    rows = session.execute(
        select(Participation.round_id, Participation.side, Participation.number)
        .where(Participation.profile_id.in_(hidden))
        .order_by(Participation.number)
    )
    found: dict[tuple[str, Side], list[int]] = defaultdict(list)
    for round_id, side, number in rows:
        found[round_id, side].append(number)
    return found


def who_sees(session: Session, people: Collection[str], *, now: datetime) -> list[Account]:
    """Whoever of the team may know of all of these people, and can get to a page about them."""
    ready = [
        one
        for one in coordinators(session)
        if one.has_second_factor and told_by_member(session, one) is not None
    ]
    return [
        one for one in ready if not sight_for(session, one, now=now).hidden.intersection(people)
    ]


def coordinators(session: Session) -> list[Account]:
    """Everybody of the team who can sign in, in the order in which they came."""
    return list(
        session.scalars(
            select(Account)
            .join(Role, Role.account_id == Account.id)
            .where(Role.name == RoleName.COORDINATOR, Account.active)
            .order_by(Account.id)
        )
    )
