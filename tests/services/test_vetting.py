"""New mentors: nobody is matched with a stranger, and the team says who is none."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from support.desk import Desk, a_sheet
from support.road import MENTOR_ANSWERS, Road
from support.sheets import A_MENTOR_ROW, brought_in

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account, RoleName
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.profile import Profile
from mentorship.services.desk import standing
from mentorship.services.import_undo import undo_import
from mentorship.services.imports import imports_of_round
from mentorship.services.matches import agree
from mentorship.services.people import people_of_round
from mentorship.services.profiles import sign_up
from mentorship.services.vetting import Word, how_many_wait, newcomers, say, word_about


def by_herself(road: Road) -> Profile:
    """A mentor who signed up on the web, and nobody of the team brought her in."""
    account = road.make.an_account(RoleName.MENTOR, email="new@example.net")
    answers = {**MENTOR_ANSWERS}
    return sign_up(road.session, account, Side.MENTOR, answers, round_=road.round, now=road.now)


def matched(road: Road) -> list[str]:
    """The mentors whom a run of this round would see."""
    return [mentor.key for mentor in people_of_round(road.session, road.round)[1]]


def test_a_mentor_who_came_by_herself_is_in_no_run(road: Road) -> None:
    stranger = by_herself(road)
    friend = road.a_profile(Side.MENTOR, email="friend@example.com", name="Mona Plover")

    assert matched(road) == [friend.id]
    assert how_many_wait(road.session, road.round) == 1
    assert [profile.id for _, profile in newcomers(road.session, road.round).waiting] == [
        stranger.id
    ]
    assert standing(road.session, road.round).people[Side.MENTOR] == 1


def test_with_one_word_of_the_team_she_is_matched_like_everybody_else(road: Road) -> None:
    her = by_herself(road)

    say(road.session, her, Word.KNOWN, by=road.coordinator, now=road.now)

    assert matched(road) == [her.id]
    assert how_many_wait(road.session, road.round) == 0


def test_whoever_is_not_in_the_programme_neither_waits_nor_is_matched(road: Road) -> None:
    her = by_herself(road)

    say(road.session, her, Word.NOT_OURS, by=road.coordinator, now=road.now)

    assert (matched(road), how_many_wait(road.session, road.round)) == ([], 0)
    assert [one.id for _, one in newcomers(road.session, road.round).said] == [her.id]


def test_what_was_said_can_be_taken_back_and_every_word_is_on_record(road: Road) -> None:
    her = by_herself(road)

    for word in (Word.KNOWN, Word.OPEN, Word.NOT_OURS, Word.OPEN):
        say(road.session, her, word, by=road.coordinator, now=road.now)

    assert word_about(her) is Word.OPEN
    assert (matched(road), how_many_wait(road.session, road.round)) == ([], 1)
    said = road.session.scalars(
        select(AuditEntry.verb).where(AuditEntry.subject == her.id).order_by(AuditEntry.number)
    ).all()
    assert said == [
        Verb.KNOW_MENTOR,
        Verb.LEAVE_MENTOR_OPEN,
        Verb.TURN_MENTOR_AWAY,
        Verb.LEAVE_MENTOR_OPEN,
    ]


def test_a_mentor_about_whom_the_word_is_taken_back_is_never_asked(
    road: Road, mentee: Account
) -> None:
    mentor = road.a_mentor()
    road.close()
    match = road.propose(mentee, mentor)
    road.ask_her(match)
    profile = road.session.get_one(Profile, match.mentor_id)

    say(road.session, profile, Word.OPEN, by=road.coordinator, now=road.now)
    road.session.commit()
    agree(road.session, match, by=mentee, now=road.now)
    road.session.commit()

    assert road.state(match) is MatchState.HELD


def test_a_sheet_of_the_team_vouches_for_whoever_is_on_it(desk: Desk) -> None:
    her = by_herself(desk.road)
    row = {**A_MENTOR_ROW, "email": "new@example.net"}
    desk.session.commit()

    brought_in(desk, "mentors", a_sheet(Side.MENTOR, row))
    desk.session.rollback()

    assert matched(desk.road) == [her.id]


def test_a_sheet_that_is_taken_back_vouches_for_nobody(desk: Desk, now: datetime) -> None:
    by_herself(desk.road)
    row = {**A_MENTOR_ROW, "email": "new@example.net"}
    desk.session.commit()
    brought_in(desk, "mentors", a_sheet(Side.MENTOR, row))
    desk.session.rollback()
    (sheet,) = imports_of_round(desk.session, desk.round)

    undo_import(desk.session, sheet, by=desk.road.coordinator, now=now + timedelta(hours=1))

    assert matched(desk.road) == []


def test_a_sheet_does_not_bring_back_whom_the_team_has_turned_away(desk: Desk) -> None:
    her = by_herself(desk.road)
    say(desk.session, her, Word.NOT_OURS, by=desk.road.coordinator, now=desk.now)
    row = {**A_MENTOR_ROW, "email": "new@example.net"}
    desk.session.commit()

    brought_in(desk, "mentors", a_sheet(Side.MENTOR, row))
    desk.session.rollback()

    assert matched(desk.road) == []


def test_changing_answers_makes_nobody_known_and_nobody_a_stranger(
    road: Road, session: Session
) -> None:
    her = by_herself(road)
    account = session.get_one(Account, her.account_id)

    def again() -> None:
        answers = {**MENTOR_ANSWERS}
        sign_up(session, account, Side.MENTOR, answers, round_=road.round, now=road.now)

    again()
    assert word_about(her) is Word.OPEN
    say(session, her, Word.KNOWN, by=road.coordinator, now=road.now)
    again()
    assert word_about(her) is Word.KNOWN
