"""The page of mentors who came by themselves: one tap, and one to take it back."""

from sqlalchemy.orm import Session
from support.check import buttons
from support.desk import Desk
from support.road import THEIR_NAME

from mentorship.domain.people import Side
from mentorship.models.account import RoleName
from mentorship.models.profile import Profile
from mentorship.services.vetting import Word, word_about


def a_stranger(desk: Desk) -> Profile:
    account = desk.road.make.an_account(RoleName.MENTOR, email="kingfisher@example.com")
    profile = desk.road.a_profile(Side.MENTOR, account=account)
    profile.vetted_at = None
    desk.session.commit()
    return profile


def word(desk: Desk, profile: Profile) -> Word:
    desk.session.rollback()
    desk.session.refresh(profile)
    return word_about(profile)


def test_the_page_of_the_round_says_how_many_wait(desk: Desk) -> None:
    before = desk.browser.get(desk.url).text
    a_stranger(desk)

    page = desk.browser.get(desk.url)

    assert "wait for you to say" not in before
    assert "1 mentor waits for you to say that you know them" in page.text
    assert f"{desk.url}/new-mentors" in page.links()


def test_one_tap_says_that_she_is_known_and_one_takes_it_back(desk: Desk) -> None:
    her = a_stranger(desk)

    page = desk.browser.get(f"{desk.url}/new-mentors")
    assert THEIR_NAME in page.text
    assert buttons(page) == ["I know this person", "Not in our programme"]
    desk.browser.send({"word": "known"}, action=her.id)
    assert word(desk, her) is Word.KNOWN
    after = desk.browser.follow()
    assert f"{THEIR_NAME}: known to the team" in after.text
    desk.browser.send({"word": "open"}, action=her.id)

    assert word(desk, her) is Word.OPEN


def test_somebody_who_is_not_of_the_programme(desk: Desk) -> None:
    her = a_stranger(desk)

    desk.browser.post(f"{desk.url}/new-mentors/{her.id}", {"word": "not_ours"})

    assert word(desk, her) is Word.NOT_OURS
    assert "wait for you" not in desk.browser.get(desk.url).text


def test_nothing_is_said_of_whom_a_sheet_brought_in_nor_in_other_words(desk: Desk) -> None:
    known, stranger = desk.a_mentor(7), a_stranger(desk)

    desk.browser.post(f"{desk.url}/new-mentors/{known.id}", {"word": "not_ours"}, expect=404)
    desk.browser.post(f"{desk.url}/new-mentors/{stranger.id}", {"word": "whatever"}, expect=400)

    assert (word(desk, known), word(desk, stranger)) == (Word.KNOWN, Word.OPEN)


def test_her_own_page_says_truthfully_that_the_team_looks_first(
    desk: Desk, signed_in, session: Session
) -> None:
    her = a_stranger(desk)
    browser = signed_in(desk.session.get_one(type(desk.road.coordinator), her.account_id))

    told = browser.get("/mentor").text
    desk.browser.post(f"{desk.url}/new-mentors/{her.id}", {"word": "not_ours"})
    turned_away = browser.get("/mentor").text
    desk.browser.post(f"{desk.url}/new-mentors/{her.id}", {"word": "known"})
    known = browser.get("/mentor").text

    assert "The team looks at new mentors first" in told
    assert turned_away == told
    assert "The team looks at new mentors first" not in known
