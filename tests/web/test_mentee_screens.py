"""Her seven screens: one at a time, small, never lost, and nothing counts before she sends it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session
from support.browser import Browser, standing
from support.make import Make
from support.road import Road
from support.screens import CHECK, ENOUGH, START, fill, path_of, send_it

from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.places import time_zone
from mentorship.models.account import Account, RoleName
from mentorship.models.round import Participation
from mentorship.services.profiles import own_answers, profile_of
from mentorship.services.rounds import move_round
from mentorship.services.shared_parts import TOGETHER
from mentorship.web.mentee.prompts import CITIES, PROMPTS
from mentorship.web.mentee.screens import SCREENS

SignIn = Callable[[Account], Browser]
CSS = Path(__file__).parents[2] / "static" / "css"
MOST_BYTES, MOST_QUERIES = 60_000, 8
MUST = "Must - I would rather wait"
NOBODY = "no mentor had told us they share this"
EVERYTHING = {
    "name": "Saba",
    "pronouns": "she/her",
    "contact": "In the evening",
    "keep_apart": "Winter",
    "workplace": "Alder General Hospital",
    "department": "Surgery",
    "place": "Phoenix",
    "specialty": "General surgery",
    "stage": "Fellow",
    "topics": ["Racism at work"],
    "words": "How do I say no?",
    "values": ["Being myself, without shrinking"],
    "faith": ["Muslim"],
    "matters_faith": MUST,
    "gender": ["Woman"],
    "agreement": "y",
}


@pytest.fixture
def account(road: Road, make: Make) -> Account:
    return make.an_account(RoleName.MENTEE)


@pytest.fixture
def her(account: Account, signed_in: SignIn) -> Browser:
    return signed_in(account)


@pytest.fixture
def asked(engine: Engine) -> Iterator[list[str]]:
    """Every question to the database, from now on."""
    questions: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            questions.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield questions
    event.remove(engine, "before_cursor_execute", note)


def heaviest(browser: Browser, asked: list[str]) -> dict[str, tuple[int, int]]:
    """Bytes of page and stylesheets, and questions to the database, of each of the nine pages."""
    found = {}
    for path in (START, *map(path_of, SCREENS), CHECK):
        asked.clear()
        page = browser.get(path, expect=None)
        questions = len(asked)
        sheets = [one.get("href", "") for one in page.tree.iter("link")]
        names = [one.rpartition("/")[2] for one in sheets if one.endswith(".css")]
        styles = sum((CSS / name).stat().st_size for name in names)
        found[path] = (len(page.html.encode()) + styles, questions)
    return found


def test_every_page_is_small_and_asks_little(
    session: Session, road: Road, her: Browser, asked: list[str]
) -> None:
    for number in range(TOGETHER):
        road.a_mentor(email=f"mentor{number}@example.com")
    states = [heaviest(her, asked)]
    fill(her, EVERYTHING)
    states.append(heaviest(her, asked))
    assert NOBODY in her.get(CHECK).text
    send_it(her)
    fill(her, {"department": "Cardiology"})
    states.append(heaviest(her, asked))

    assert [len(state) for state in states] == [9, 9, 9]
    assert max(size for state in states for size, _ in state.values()) <= MOST_BYTES
    assert max(count for state in states for _, count in state.values()) <= MOST_QUERIES


def test_one_after_another_and_back_again(her: Browser) -> None:
    page = her.get(START)
    assert path_of(1) in page.links()

    for number in SCREENS:
        page = her.get(path_of(number))
        assert f"{number} of 7" in page.text
        her.send(ENOUGH)
        assert her._last().location == (path_of(number + 1) if number < 7 else CHECK)
    for number in reversed(SCREENS):
        her.get(path_of(number))
        her.send({"back": "yes"})
        assert her._last().location == (path_of(number - 1) if number > 1 else START)


@pytest.mark.parametrize("number", [0, 8, 23])
def test_there_are_seven(her: Browser, number: int) -> None:
    her.get(path_of(number), expect=404)


def test_back_keeps_what_was_typed_even_if_something_is_wrong(her: Browser) -> None:
    her.get(path_of(2))

    her.send({"department": "Surgery", "back": "yes"})

    assert standing(her.get(path_of(2)).form())["department"] == ["Surgery"]


def test_two_windows_on_two_screens_keep_both(account: Account, signed_in: SignIn) -> None:
    one, other = signed_in(account), signed_in(account)
    one.get(path_of(1))
    other.get(path_of(2))

    one.send({"name": "Saba"})
    other.send({"workplace": "Alder General Hospital"})
    one.get(path_of(1))
    one.send({"pronouns": "she/her"})

    text = one.get(CHECK).text
    assert [
        word for word in ("Saba", "Alder General Hospital", "she/her") if word not in text
    ] == []


def test_two_windows_on_one_screen_keep_the_later(account: Account, signed_in: SignIn) -> None:
    one, other = signed_in(account), signed_in(account)
    for browser in (one, other):
        browser.get(path_of(4))
    one.send({"topics": ["Racism at work"]})

    other.send({"topics": ["Being the only one"]})

    assert standing(one.get(path_of(4)).form())["topics"] == ["Being the only one"]


def test_a_double_tap_is_one(session: Session, account: Account, her: Browser) -> None:
    fill(her, ENOUGH)
    her.get(CHECK)
    form = standing(her._last().form(action=CHECK)) | {"agreement": ["y"]}

    for _ in range(2):
        her.post(CHECK, form)

    assert profile_of(session, account, Side.MENTEE) is not None
    assert len(session.scalars(select(Participation)).all()) == 1


def test_only_what_she_saw_is_sent(
    session: Session, account: Account, signed_in: SignIn, her: Browser
) -> None:
    fill(her, ENOUGH)
    her.get(CHECK)
    other = signed_in(account)
    other.get(path_of(1))
    other.send({"name": "Somebody else"})

    page = her.send({"agreement": "y"}, action=CHECK, expect=422)

    assert "Your answers have changed since this page was opened" in page.text
    assert "Somebody else" in page.text
    assert profile_of(session, account, Side.MENTEE) is None
    her.send({"agreement": "y"}, action=CHECK)
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.NAME] == "Somebody else"


def test_nothing_counts_before_she_sends_and_what_was_sent_stands(
    session: Session, account: Account, her: Browser
) -> None:
    fill(her, ENOUGH)
    assert profile_of(session, account, Side.MENTEE) is None
    send_it(her)

    her.get(f"{path_of(1)}?then=check")
    her.send({"name": "Another name"})
    page = her.follow()

    assert page.h1 == "Your answers"
    assert "What you sent before stands until you send again." in page.text
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.NAME] == "Saba"
    her.send(action="afresh")
    assert "Another name" not in her.follow().text
    session.rollback()
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.NAME] == "Saba"


def test_a_changed_screen_leads_back_to_her_answers(her: Browser) -> None:
    fill(her, ENOUGH)
    links = her.get(CHECK).links()

    for number in SCREENS:
        assert f"{path_of(number)}?then=check" in links
        her.get(f"{path_of(number)}?then=check")
        her.send({} if number < 7 else {"back": "yes"})
        assert her._last().location == CHECK


def test_she_goes_on_where_she_stopped(her: Browser) -> None:
    for number in (1, 2):
        her.get(path_of(number))
        her.send(ENOUGH)

    page = her.get(START)

    assert page.h1 == "Good to have you back"
    assert path_of(3) in page.links()
    assert CHECK in page.links()


def test_skipping_leaves_the_page_about_her_out(
    session: Session, account: Account, her: Browser
) -> None:
    fill(her, ENOUGH)
    her.get(path_of(7))
    her.send({"faith": ["Muslim"]})
    assert "Muslim" in her.get(CHECK).text
    her.get(path_of(7))

    her.send({"faith": ["Muslim", "Jewish"], "skip": "yes"})

    assert her.follow().h1 == "Check your answers"
    send_it(her)
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.FAITH] == ""


def test_skip_and_continue_look_alike(her: Browser) -> None:
    buttons = {
        "".join(one.itertext()).strip(): one.get("class")
        for one in her.get(path_of(7)).tree.iter("button")
    }

    assert buttons["Skip"] == buttons["Continue"]


@pytest.mark.parametrize(
    ("words", "h1", "says"),
    [
        ("I want to die", "Thank you for telling us", "988"),
        ("Patient John Heron, MRN 4471234, DOB 3/4/1961", "One moment, before you go on", "Please"),
    ],
)
def test_words_that_need_a_person_open_a_calm_page_and_no_error(
    session: Session, account: Account, her: Browser, words: str, h1: str, says: str
) -> None:
    her.get(path_of(5))

    her.send({"words": words})

    page = her.follow()
    assert (page.status, page.h1) == (200, h1)
    assert says in page.text
    assert words not in page.html
    assert {path_of(5), path_of(6)} <= set(page.links())
    assert standing(her.get(path_of(5)).form())["words"] == [words]
    fill(her, ENOUGH)
    send_it(her)
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.WORDS] == words


def test_ordinary_words_open_none(her: Browser) -> None:
    her.get(path_of(5))
    her.send({"words": "How do I say no to a case?"})
    assert her._last().location == path_of(6)

    her.get("/home/sign-up/pause", expect=303)

    assert her._last().location == path_of(6)


def test_a_must_that_nobody_shares_is_said_before_she_sends(
    road: Road, account: Account, her: Browser
) -> None:
    for number in range(TOGETHER):
        road.a_mentor(email=f"mentor{number}@example.com", gender="Woman")
    fill(her, EVERYTHING | {"matters_gender": MUST})

    page = her.get(CHECK)

    assert NOBODY in page.text
    (named,) = [p for p in page.tree.iter("p") if p.text in ("Faith", "Gender", "Faith · Gender")]
    assert named.text == "Faith"
    fill(her, {"matters_faith": "Would help"})
    assert NOBODY not in her.get(CHECK).text


def test_nothing_is_said_of_mentors_who_are_not_ten_yet(road: Road, her: Browser) -> None:
    said = []
    fill(her, EVERYTHING)
    for number in range(TOGETHER * 2):
        shares = {"faith": "Muslim"} if number == TOGETHER else {}
        road.a_mentor(email=f"mentor{number}@example.com", **shares)
        if number + 1 in (9, 10, 11, 19, 20):
            said.append(NOBODY in her.get(CHECK).text)

    # Whoever watches learns of ten at once, and never on the day on which one of them came.
    assert said == [False, True, True, True, False]


def test_a_mentor_whom_the_team_does_not_know_is_not_counted(
    session: Session, road: Road, her: Browser
) -> None:
    for number in range(TOGETHER):
        road.a_mentor(email=f"mentor{number}@example.com")
    newcomer = road.a_profile(Side.MENTOR, email="new@example.com", faith="Muslim")
    newcomer.vetted_at = None
    for number in range(TOGETHER):
        road.a_mentor(email=f"later{number}@example.com")
    session.commit()
    fill(her, EVERYTHING)

    assert NOBODY in her.get(CHECK).text


def test_a_round_that_closes_meanwhile_leaves_her_a_choice(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    fill(her, ENOUGH)
    move_round(session, road.round, RoundEvent.CLOSE, by=road.coordinator, now=road.now)

    page = her.get(START)

    assert "they are kept for the next round" in page.text
    assert her.get(path_of(3)).h1 == "Where are you in your work?"


def test_the_same_day_begins_her_words_the_same_way(her: Browser) -> None:
    shown = {next(one for one in PROMPTS if one in her.get(path_of(5)).text) for _ in range(3)}

    assert len(shown) == 1


def test_every_city_that_is_offered_can_be_read() -> None:
    assert [city for city in CITIES if time_zone(city) is None] == []


def test_words_that_no_list_has_stay_as_they_were_written(
    session: Session, account: Account, her: Browser
) -> None:
    fill(her, ENOUGH | {"specialty": "Beekeeping for surgeons", "place": "Ouagadougou"})
    send_it(her)

    said = own_answers(profile_of(session, account, Side.MENTEE))
    assert (said[Field.SPECIALTY], said[Field.PLACE]) == ("Beekeeping for surgeons", "Ouagadougou")


def test_beside_each_topic_stands_how_a_mentor_says_it(her: Browser) -> None:
    page = her.get(path_of(4))

    said = {}
    for place in page.tree.iter("div"):
        if place.get("class") == "mirrored":
            (box,) = (one for one in place.iter("input") if one.get("type") == "checkbox")
            (fold,) = place.iter("details")
            assert "open" not in fold.attrib
            (phrase,) = fold.iter("q")
            said[box.get("value")] = phrase.text
    topics = vocabulary().topics.values()
    assert said == {str(topic.label): topic.mentor_label for topic in topics}


def test_the_groups_of_topics_that_come_first_are_open(her: Browser) -> None:
    page = her.get(path_of(4))

    folds = [one for one in page.tree.iter("details") if one.get("class") == "fold"]
    assert ["open" in one.attrib for one in folds] == [True, True, False, False, False]
