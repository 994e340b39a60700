"""The outbox as the team follows it: what needs a person first, and nothing of what is inside."""

from datetime import timedelta

from sqlalchemy import select
from support.desk import Desk

from mentorship.models.account import RoleName
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.profile import Profile
from mentorship.services import matches
from mentorship.services.letters import queue_letter
from mentorship.services.outbox import (
    LETTERS_ON_A_PAGE,
    Addressees,
    addressees,
    letter_page,
    letters_by_state,
)


def test_who_would_be_written_to_by_account_and_by_claim(desk: Desk) -> None:
    first, second = desk.some_pairs(2)
    account = desk.road.make.an_account(RoleName.MENTEE)
    desk.session.get_one(Profile, first.mentee_id).account_id = account.id
    for match in (first, second):
        matches.confirm(desk.session, match, by=desk.road.coordinator, now=desk.now)

    assert addressees(desk.session, desk.round) == Addressees(with_account=1, without_account=1)


def test_letters_of_a_round_are_counted_by_state(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    assert letters_by_state(desk.session, desk.round) == {}

    desk.road.ask_her(match)

    assert letters_by_state(desk.session, desk.round) == {LetterState.PENDING: 1}
    (line,) = letter_page(desk.session, desk.round, number=1).letters
    assert (line.kind, line.to) == (LetterKind.SOMETHING_TO_READ, "Mentee 1")


def test_what_needs_a_person_comes_first_then_the_newest(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    for number in range(LETTERS_ON_A_PAGE + 1):
        queue_letter(
            desk.session,
            kind=LetterKind.MOVED_ON_MENTEE,
            dedupe_key=str(number),
            profile_id=match.mentee_id,
            match_id=match.id,
            now=desk.now + timedelta(minutes=number),
        )
    oldest = desk.session.scalars(select(Letter).order_by(Letter.queued_at)).first()
    assert oldest is not None
    oldest.state = LetterState.IN_DOUBT
    desk.session.flush()

    page = letter_page(desk.session, desk.round, number=1)
    minutes = [(line.queued_at - desk.now) // timedelta(minutes=1) for line in page.letters]

    assert (page.number, page.of) == (1, 2)
    assert minutes == [0, *range(LETTERS_ON_A_PAGE, 1, -1)]
