"""`mentorship post`: what was given up is counted, and sent again when a person says so."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.desk import Desk

from mentorship.cli.post import post
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.services.letters import give_up, leave_in_doubt, mark_sent, queue_letter

LINES = """\
1 in_doubt about a pair (SMTPServerDisconnected)
2 needs_attention about an account (smtp 535)
1 needs_attention about a pair (smtp 550)
"""


@pytest.fixture(autouse=True)
def _instance(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(instance))


@pytest.fixture
def in_trouble(desk: Desk) -> Session:
    """Letters in every kind of trouble, and one that has left."""
    (match,) = desk.some_pairs(1)
    account = desk.road.coordinator
    about = [{"account_id": account.id}] * 2 + [{"match_id": match.id}] * 3
    letters = [
        queue_letter(
            desk.session,
            kind=LetterKind.PASSWORD_CHANGED,
            dedupe_key=str(number),
            now=desk.now,
            **whom,
        )
        for number, whom in enumerate(about)
    ]
    for letter, trouble in zip(letters, ["smtp 535", "smtp 535", "smtp 550"], strict=False):
        give_up(desk.session, letter, trouble=trouble)
    leave_in_doubt(desk.session, letters[3], trouble="SMTPServerDisconnected")
    mark_sent(desk.session, letters[4], now=desk.now)
    desk.session.commit()
    return desk.session


def run(*words: str) -> str:
    said = CliRunner().invoke(post, words)
    assert said.exit_code == 0, said.output
    return said.output


def states(session: Session) -> list[LetterState]:
    session.rollback()
    found = sorted(session.scalars(select(Letter.state)))
    session.rollback()  # the command needs the lock
    return found


def test_letters_in_trouble_are_counted_and_nobody_is_named(in_trouble: Session) -> None:
    assert run("count") == LINES


def test_without_letters_the_count_says_so(session: Session) -> None:
    assert run("count") == "No letter waits, and none needs a person.\n"


def test_what_was_given_up_waits_again_and_what_is_in_doubt_does_not(in_trouble: Session) -> None:
    assert run("again") == "Waiting to leave once more: 3.\n"

    assert states(in_trouble) == sorted(
        [LetterState.IN_DOUBT, *[LetterState.PENDING] * 3, LetterState.SENT]
    )
    assert run("again") == "Waiting to leave once more: 0.\n"


def test_what_is_in_doubt_is_sent_again_only_with_a_word_about_doubling(
    in_trouble: Session,
) -> None:
    said = run("again", "--also-in-doubt")

    assert said.startswith("Waiting to leave once more: 3.\nAnd 1 ")
    assert "a second time" in said
    assert states(in_trouble) == [*[LetterState.PENDING] * 4, LetterState.SENT]
