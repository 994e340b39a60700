"""Who gets a letter when a match moves, and who never does."""

from datetime import timedelta

from sqlalchemy.orm import Session
from support.road import Road

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.services import matches


def test_two_separate_introductions_leave_and_no_more(
    road: Road, match: Match, mentee: Account
) -> None:
    road.introduce(match, mentee)

    assert road.letters() == sorted(
        [
            (LetterKind.SOMETHING_TO_READ, match.mentee_id),
            (LetterKind.MENTOR_QUESTION, match.mentor_id),
            (LetterKind.INTRODUCTION_MENTEE, match.mentee_id),
            (LetterKind.INTRODUCTION_MENTOR, match.mentor_id),
        ]
    )


def test_a_declined_mentee_hears_that_it_moved_on_and_nothing_else(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    link = road.ask_mentor(match, mentee)
    before = road.letters()

    assert matches.decline(session, match, link=link, now=road.now)
    session.commit()

    new = [letter for letter in road.letters() if letter not in before]
    assert new == [(LetterKind.MOVED_ON_MENTEE, match.mentee_id)]


def test_her_silence_lapses_without_a_letter(session: Session, road: Road, match: Match) -> None:
    road.ask_her(match)
    before = road.letters()

    assert matches.lapse_overdue(session, now=road.now + timedelta(days=8)) == 1
    session.commit()

    assert match.state is MatchState.LAPSED
    assert road.letters() == before


def test_a_mentors_silence_ends_her_waiting(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_mentor(match, mentee)

    assert matches.lapse_overdue(session, now=road.now + timedelta(days=8)) == 1
    session.commit()

    assert (LetterKind.MOVED_ON_MENTEE, match.mentee_id) in road.letters()


def test_both_hear_the_same_when_a_person_of_the_team_holds_it(
    session: Session, road: Road, match: Match, mentee: Account
) -> None:
    road.ask_mentor(match, mentee)

    matches.hold(session, match, by=road.coordinator, now=road.now, why="Something new.")
    session.commit()

    assert (LetterKind.MOVED_ON_MENTEE, match.mentee_id) in road.letters()
    assert (LetterKind.MOVED_ON_MENTOR, match.mentor_id) in road.letters()


def test_nobody_is_told_of_a_pair_held_before_anybody_was_asked(
    session: Session, road: Road, match: Match
) -> None:
    matches.hold(session, match, by=road.coordinator, now=road.now, why="Let us look again.")
    session.commit()

    assert road.letters() == []


def test_somebody_brought_in_from_a_sheet_gets_a_link_to_her_account(road: Road) -> None:
    profile, mentor = road.a_profile(Side.MENTEE), road.a_mentor()
    road.close()

    road.ask_her(road.propose(profile, mentor))

    assert road.letter_link(LetterKind.SOMETHING_TO_READ).startswith("/claim/")


def test_somebody_with_an_account_is_led_to_her_page(road: Road, match: Match) -> None:
    road.ask_her(match)

    assert road.letter_link(LetterKind.SOMETHING_TO_READ) == "/home"
