"""Letters about a round: who hears that it has her answers, that she waits, that it is over."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session
from support.make import Make
from support.road import MENTEE_ANSWERS, MENTOR_ANSWERS, Road

from mentorship.domain.lifecycle import Actor
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services import matches
from mentorship.services.leaving import withdraw
from mentorship.services.profiles import sign_up
from mentorship.services.quiet import check_in_myself, is_still_true, unwritten
from mentorship.services.round_letters import tell_finished, tell_who_waits
from mentorship.services.sight import Sight, look_as

HERS = ("Hodan Zebrafinch", "Wangari Plover", "Mona Amsel", "Tove Lindqvist", "Lupe Tran")
THEIRS = ("Adaeze Kingfisher", "Ruth Okparaebo", "Greta Quispe", "Pia Sundqvist")


def mentees(road: Road) -> list[Profile]:
    return [
        road.a_profile(Side.MENTEE, name=name, email=f"quail{number}@example.org")
        for number, name in enumerate(HERS)
    ]


def mentors(road: Road) -> list[Profile]:
    return [
        road.a_profile(Side.MENTOR, name=name, email=f"kingfisher{number}@example.com")
        for number, name in enumerate(THEIRS)
    ]


def told(session: Session, kind: LetterKind) -> Mapping[str | None, str | None]:
    """Whose letters of this kind wait, and where each leads."""
    waiting = session.scalars(
        select(Letter).where(Letter.kind == kind, Letter.state == LetterState.PENDING)
    )
    return {letter.profile_id: letter.link for letter in waiting}


def test_whoever_sends_her_answers_hears_once_that_they_have_arrived(
    session: Session, road: Road, make: Make
) -> None:
    her, them = make.an_account(RoleName.MENTEE), make.an_account(RoleName.MENTOR)
    for account, side, answers, kind, page in (
        (her, Side.MENTEE, MENTEE_ANSWERS, LetterKind.SIGNED_UP_MENTEE, "/home"),
        (them, Side.MENTOR, MENTOR_ANSWERS, LetterKind.SIGNED_UP_MENTOR, "/account/"),
    ):
        for place in ("Phoenix", "Lagos"):
            said = {**answers, Field.PLACE: place}
            profile = sign_up(session, account, side, said, round_=road.round, now=road.now)

        assert told(session, kind) == {profile.id: page}


def test_answers_that_no_round_takes_bring_no_letter(
    session: Session, road: Road, make: Make
) -> None:
    her = make.an_account(RoleName.MENTEE)

    sign_up(session, her, Side.MENTEE, MENTEE_ANSWERS, round_=None, now=road.now)

    assert session.scalars(select(Letter)).all() == []


def test_only_who_was_asked_nothing_and_has_nobody_hears_that_she_waits(
    session: Session, road: Road
) -> None:
    (asked, passed, proposed, set_aside, waits), them = mentees(road), mentors(road)
    road.close()
    for her, mentor in zip((asked, passed), them, strict=False):
        road.ask_her(road.propose(her, mentor))
    match = session.scalars(select(Match).where(Match.mentee_id == passed.id)).one()
    matches.pass_on(session, match, by=road.coordinator, now=road.now)
    road.propose(proposed, them[2])
    away = road.propose(set_aside, them[3])
    matches.set_aside(session, away, by=road.coordinator, now=road.now, why="Other fields.")

    assert tell_who_waits(session, road.round, now=road.now) == 2
    links = told(session, LetterKind.WAITING)
    assert links.keys() == {set_aside.id, waits.id}
    # Without an account her letter opens one; a link that was never used is made only once.
    assert all((link or "").startswith("/claim/") for link in links.values())
    assert tell_who_waits(session, road.round, now=road.now) == 0
    assert told(session, LetterKind.WAITING) == links


def test_a_pair_that_is_found_meanwhile_keeps_the_letter_back(
    session: Session, road: Road, mentee: Account, mentor: Account
) -> None:
    tell_who_waits(session, road.round, now=road.now)
    letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.WAITING)).one()
    assert is_still_true(session, letter)

    road.propose(mentee, mentor)

    assert not is_still_true(session, letter)


def test_also_somebody_whom_the_sender_does_not_see_hears_it(session: Session, road: Road) -> None:
    her = road.a_profile(Side.MENTEE)
    road.close()
    look_as(session, Sight(road.coordinator.id, frozenset({her.id}), works_somewhere=True))

    assert tell_who_waits(session, road.round, now=road.now) == 1
    assert told(session, LetterKind.WAITING) == {}  # and the sender does not see the letter

    session.info.clear()
    assert told(session, LetterKind.WAITING).keys() == {her.id}


def test_whoever_withdrew_is_not_told(session: Session, road: Road) -> None:
    her = road.a_profile(Side.MENTEE)
    road.close()
    withdraw(session, her, now=road.now)

    assert tell_who_waits(session, road.round, now=road.now) == 0


def test_whoever_looks_in_finds_it_on_her_page(
    session: Session, road: Road, mentee: Account, mentor: Account
) -> None:
    check_in_myself(session, mentee)

    tell_who_waits(session, road.round, now=road.now)

    assert told(session, LetterKind.WAITING) == {}
    assert [one.kind for one in unwritten(session, mentee, now=road.now)] == [LetterKind.WAITING]


def test_when_the_round_is_finished_those_who_still_meet_hear_it_once(
    session: Session, road: Road
) -> None:
    pairs = _introduced(road, with_account=1)
    by = road.coordinator
    matches.end(session, pairs[1], actor=Actor.COORDINATOR, by=by, now=road.now)

    assert tell_finished(session, road.round, now=road.now) == 4
    hers, theirs = (
        told(session, kind) for kind in (LetterKind.FINISHED_MENTEE, LetterKind.FINISHED_MENTOR)
    )
    assert tell_finished(session, road.round, now=road.now) == 0

    assert hers.keys() == {pairs[0].mentee_id, pairs[2].mentee_id}
    # Without an account there is no page with a certificate to lead to.
    assert theirs == {pairs[0].mentor_id: "/account/", pairs[2].mentor_id: None}
    assert [
        told(session, kind) for kind in (LetterKind.FINISHED_MENTEE, LetterKind.FINISHED_MENTOR)
    ] == [hers, theirs]


def test_a_mentor_hears_the_same_whoever_ended_it(session: Session, road: Road) -> None:
    pairs = _introduced(road)
    by = road.coordinator

    matches.end(session, pairs[0], actor=Actor.MENTEE, by=by, now=road.now)
    matches.end(session, pairs[1], actor=Actor.COORDINATOR, by=by, now=road.now)
    withdraw(session, session.get_one(Profile, pairs[2].mentee_id), now=road.now)

    assert told(session, LetterKind.ENDED_MENTOR) == {one.mentor_id: None for one in pairs}
    assert told(session, LetterKind.MOVED_ON_MENTOR) == {}


def _introduced(road: Road, *, with_account: int = 0) -> list[Match]:
    """Three pairs who were introduced; so many of their mentors have an account."""
    them = mentors(road)
    for mentor in them[:with_account]:
        mentor.account_id = road.make.an_account(RoleName.MENTOR).id
    her = mentees(road)
    road.close()
    pairs = [road.propose(*two) for two in zip(her, them, strict=False)][:3]
    for match in pairs:
        road.introduce(match, road.coordinator)
    return pairs
