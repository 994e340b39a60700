"""Letters on the desk: read before they leave, sent once, followed until they have left."""

import pytest
from sqlalchemy import select
from support.desk import WHOM_TO_AVOID, Desk
from support.road import HER_NAME

from mentorship.domain.lifecycle import MatchState
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services import matches
from mentorship.web.coordinator.letter_words import SENT


def confirmed(desk: Desk, count: int) -> list[Match]:
    found = desk.some_pairs(count)
    for match in found:
        matches.confirm(desk.session, match, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    return found


def letters(desk: Desk) -> list[Letter]:
    desk.session.rollback()
    return list(desk.session.scalars(select(Letter)))


def test_without_a_confirmed_pair_there_is_nothing_to_send(desk: Desk) -> None:
    desk.some_pairs(1)

    assert "Confirm a pair first" in desk.browser.get(f"{desk.url}/letters").text
    assert desk.browser.get(f"{desk.url}/letters/send").h1 == "Nothing to send"


def test_the_letter_is_shown_word_for_word_before_it_leaves(desk: Desk) -> None:
    confirmed(desk, 2)

    page = desk.browser.get(f"{desk.url}/letters/send")

    assert page.h1 == "2 letters, before they leave"
    assert "There is something for you to read." in page.text
    assert "2 of them came from a sheet" in page.text
    assert letters(desk) == []


def test_sending_asks_every_mentee_of_a_confirmed_pair_once(desk: Desk) -> None:
    found = confirmed(desk, 2)
    desk.browser.get(f"{desk.url}/letters/send")
    desk.browser.send(action="/letters/send")
    page = desk.browser.follow()

    assert "2 letters are on their way." in page.text
    assert [desk.road.state(match) for match in found] == [MatchState.ASKED_MENTEE] * 2
    assert len(letters(desk)) == 2


def test_sending_again_sends_nothing(desk: Desk) -> None:
    confirmed(desk, 1)
    desk.browser.get(f"{desk.url}/letters/send")
    sent_page = desk.browser.page
    desk.browser.send(action="/letters/send")
    desk.browser.page = sent_page
    desk.browser.send(action="/letters/send")

    assert "The number of letters has changed" in desk.browser.follow().text
    assert len(letters(desk)) == 1


def test_a_pair_that_a_colleague_confirmed_meanwhile_is_looked_at_first(desk: Desk) -> None:
    first, second = desk.some_pairs(2)
    matches.confirm(desk.session, first, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    desk.browser.get(f"{desk.url}/letters/send")
    matches.confirm(desk.session, second, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()

    desk.browser.send(action="/letters/send")

    assert "Please look once more." in desk.browser.follow().text
    assert letters(desk) == []


def test_a_pair_about_which_something_new_was_found_is_held_instead(desk: Desk) -> None:
    found = confirmed(desk, 2)
    her = desk.session.get_one(Profile, found[0].mentee_id)
    her.answers = {**her.answers, "keep_apart": "Adaeze Kingfisher 0"}
    desk.session.commit()
    desk.browser.get(f"{desk.url}/letters/send")
    desk.browser.send(action="/letters/send")
    page = desk.browser.follow()

    assert "1 letter is on its way." in page.text
    assert "1 pair was put on hold instead" in page.text
    assert desk.road.state(found[0]) is MatchState.HELD


@pytest.mark.parametrize("state", [LetterState.NEEDS_ATTENTION, LetterState.IN_DOUBT])
def test_a_letter_that_needs_a_person_stands_on_top(desk: Desk, state: LetterState) -> None:
    confirmed(desk, 3)
    matches.send_letters(desk.session, desk.round, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    troubled = letters(desk)[1]
    troubled.state = state
    desk.session.commit()

    page = desk.browser.get(f"{desk.url}/letters")

    assert "1 letter needs a person." in page.text
    first = next(head for head in page.tree.iter("th") if head.get("scope") == "row")
    number = desk.session.get_one(Profile, troubled.profile_id).answers["email"]
    assert "".join(first.itertext()) == f"Mentee {int(number.split('@')[0][3:]) + 1}"


def test_no_letter_shows_its_link_or_an_address(desk: Desk) -> None:
    confirmed(desk, 1)
    desk.browser.get(f"{desk.url}/letters/send")
    desk.browser.send(action="/letters/send")
    page = desk.browser.follow()

    link = letters(desk)[0].link
    assert link
    assert link not in page.html
    assert "her0@example.org" not in page.html


def test_what_is_hidden_here_was_there_to_be_seen(desk: Desk) -> None:
    her = desk.her()

    assert {HER_NAME, WHOM_TO_AVOID} <= set(her.answers.values())


def test_every_letter_is_shown_as_its_reader_gets_it(desk: Desk) -> None:
    assert f'href="{desk.url}/letters/words"' in desk.browser.get(f"{desk.url}/letters").html
    page = desk.browser.get(f"{desk.url}/letters/words")

    assert page.h1 == "Every letter, word for word"
    for part in ("To a mentee", "To a mentor", "About an account", "To the team"):
        assert part in page.text
    assert "Meet Amal." in page.text
    assert HER_NAME not in page.text


def test_the_page_of_words_forgets_no_letter() -> None:
    shown = [kind for kinds in SENT.values() for kind in kinds]

    assert sorted(shown) == sorted(LetterKind)


def test_a_letter_of_her_language_is_shown_to_whoever_asks_for_it(desk: Desk) -> None:
    page = desk.browser.get(f"{desk.url}/letters/words?language=ar")

    assert page.html.count('lang="ar"') == 1 + len(LetterKind) - len(SENT["To the team"])
    assert "Something on the list of what to check" in page.text
    nonsense = desk.browser.get(f"{desk.url}/letters/words?language=xx").html
    assert nonsense.count('lang="ar"') == 1
    assert len(page.html.encode()) < 45_000


def test_when_letters_leave_whoever_waits_is_written_to(desk: Desk) -> None:
    found, away = desk.some_pairs(2)
    by = desk.road.coordinator
    matches.set_aside(desk.session, away, by=by, now=desk.now, why="Other fields.")
    matches.confirm(desk.session, found, by=by, now=desk.now)
    desk.session.commit()

    desk.browser.get(f"{desk.url}/letters/send")
    desk.browser.send(action="/letters/send")

    assert "1 letter is on its way." in desk.browser.follow().text
    assert {letter.kind: letter.profile_id for letter in letters(desk)} == {
        LetterKind.SOMETHING_TO_READ: found.mentee_id,
        LetterKind.WAITING: away.mentee_id,
    }


def test_when_the_round_is_finished_those_who_meet_are_written_to(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    desk.road.introduce(match, desk.road.coordinator)

    desk.browser.get(desk.url)
    desk.browser.send(action="/move/finish")

    kinds = {letter.kind for letter in letters(desk)}
    assert {LetterKind.FINISHED_MENTEE, LetterKind.FINISHED_MENTOR} <= kinds
