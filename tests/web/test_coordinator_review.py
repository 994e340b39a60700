"""The review: what needs eyes first, one decision each, and nobody overruled unawares."""

from collections.abc import Callable

import pytest
from support.browser import Browser
from support.desk import Desk
from support.make import Make
from support.page import Page

from mentorship.domain.lifecycle import MatchState
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.services import matches

CAUTION = "One of her topics needs special care: a person looks at this pair."


def pair_path(desk: Desk, match: Match) -> str:
    return f"{desk.url}/pair/{match.id}"


def decide(desk: Desk, match: Match, decision: str, *, why: str = "") -> Page:
    """The decision as the open page of the pair would send it."""
    fields = {"decision": decision, "version": match.version, "why": why}
    return desk.browser.post(pair_path(desk, match), fields)


def rows(page: Page) -> list[str]:
    """The pairs of the table, by its row headings."""
    heads = [head for head in page.tree.iter("th") if head.get("scope") == "row"]
    return [" ".join("".join(head.itertext()).split()) for head in heads]


def caution(desk: Desk, match: Match) -> None:
    match.explanation = {**match.explanation, "cautions": [CAUTION]}
    desk.session.commit()


def test_before_the_first_run_the_review_says_where_pairs_come_from(desk: Desk) -> None:
    page = desk.browser.get(f"{desk.url}/review")

    assert "Pairs appear here once they have been proposed." in page.text


def test_pairs_with_a_caution_come_first(desk: Desk) -> None:
    _, flagged = desk.some_pairs(2)
    caution(desk, flagged)

    page = desk.browser.get(f"{desk.url}/review")

    assert rows(page) == ["Mentee 2 and Adaeze Kingfisher 1"]
    assert CAUTION in page.text
    assert "Confirm these" not in page.text


def test_without_cautions_the_review_opens_at_the_rest(desk: Desk) -> None:
    desk.some_pairs(2)

    page = desk.browser.get(f"{desk.url}/review")

    assert rows(page) == ["Mentee 1 and Adaeze Kingfisher 0", "Mentee 2 and Adaeze Kingfisher 1"]
    assert "Confirm these 2 pairs" in page.text


def test_a_page_of_pairs_is_confirmed_together_and_no_more(desk: Desk) -> None:
    many = desk.some_pairs(27)
    page = desk.browser.get(f"{desk.url}/review")
    assert "Page 1 of 2" in page.text

    desk.browser.send(action="/review")

    assert "25 pairs are confirmed." in desk.browser.follow().text
    confirmed = [desk.road.state(match) is MatchState.CONFIRMED for match in many]
    assert confirmed == [True] * 25 + [False] * 2


def test_a_pair_that_changed_since_the_page_was_loaded_is_not_confirmed(desk: Desk) -> None:
    first, second = desk.some_pairs(2)
    desk.browser.get(f"{desk.url}/review")
    page_before = desk.browser.page
    decide(desk, first, "hold")
    desk.browser.page = page_before

    desk.browser.send(action="/review")

    said = desk.browser.follow().text
    assert "1 pair is confirmed." in said
    assert "1 pair had changed since the page was loaded" in said
    assert desk.road.state(first) is MatchState.HELD
    assert desk.road.state(second) is MatchState.CONFIRMED


def test_a_pair_with_a_caution_is_never_confirmed_by_the_page(desk: Desk) -> None:
    (match,) = desk.some_pairs(1, cautions=[CAUTION])

    desk.browser.post(f"{desk.url}/review", {"pair": f"{match.id}:{match.version}"})

    assert desk.road.state(match) is MatchState.PROPOSED


def test_more_than_a_page_is_refused_whole(desk: Desk) -> None:
    many = desk.some_pairs(26)

    desk.browser.post(f"{desk.url}/review", {"pair": [f"{m.id}:{m.version}" for m in many]})

    assert "Only the pairs of one page" in desk.browser.follow().text
    assert {desk.road.state(match) for match in many} == {MatchState.PROPOSED}


@pytest.mark.parametrize("nonsense", ["", "x", "x:y", ":1", "nobody:1"])
def test_nonsense_confirms_nothing(desk: Desk, nonsense: str) -> None:
    (match,) = desk.some_pairs(1)

    desk.browser.post(f"{desk.url}/review", {"pair": nonsense})

    assert desk.road.state(match) is MatchState.PROPOSED


def test_a_pair_shows_both_side_by_side_with_reasons_score_and_record(desk: Desk) -> None:
    (match,) = desk.some_pairs(1, cautions=[CAUTION])
    decide(desk, match, "hold", why="Call her first")
    page = desk.browser.get(pair_path(desk, match))

    assert page.h1 == "Mentee 1 and Adaeze Kingfisher 0"
    assert "Offers her topic" in page.text
    assert CAUTION in page.text
    assert "80 of 100" in page.text
    assert "You put it on hold" in page.text
    assert "Call her first" in page.text
    assert "Alder General Hospital" in page.text
    assert "Lakeview Hospital" in page.text


@pytest.mark.parametrize(
    ("before", "buttons"),
    [
        ([], ["Confirm", "Hold", "Set aside"]),
        (["hold"], ["Confirm", "Back to the proposed", "Set aside"]),
        (["confirm"], ["Take the decision back", "Hold"]),
        (["set_aside"], ["Take the decision back"]),
    ],
)
def test_the_page_offers_what_the_lifecycle_allows(
    desk: Desk, before: list[str], buttons: list[str]
) -> None:
    (match,) = desk.some_pairs(1)
    for decision in before:
        decide(desk, match, decision, why="They know each other")

    page = desk.browser.get(pair_path(desk, match))

    found = [one for one in page.tree.iter("button") if one.get("name") == "decision"]
    assert ["".join(button.itertext()) for button in found] == buttons


def test_each_decision_leads_to_the_next_undecided_pair(desk: Desk) -> None:
    first, second, third = desk.some_pairs(3)

    assert decide(desk, first, "confirm").location == pair_path(desk, second)
    assert decide(desk, second, "hold").location == pair_path(desk, third)
    assert decide(desk, third, "set_aside", why="Same course").location == desk.url
    assert "No pair is left to decide." in desk.browser.follow().text
    assert [desk.road.state(match) for match in (first, second, third)] == [
        MatchState.CONFIRMED,
        MatchState.HELD,
        MatchState.SET_ASIDE,
    ]


def test_whoever_skips_a_pair_comes_back_to_it_at_the_end(desk: Desk) -> None:
    first, second = desk.some_pairs(2)

    assert decide(desk, second, "confirm").location == pair_path(desk, first)


def test_setting_aside_without_a_word_is_asked_about(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)

    decide(desk, match, "set_aside", why="  ")

    assert "Please write a word about why" in desk.browser.follow().text
    assert desk.road.state(match) is MatchState.PROPOSED


def test_a_decision_can_be_taken_back_before_anybody_was_asked(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    decide(desk, match, "confirm")

    decide(desk, match, "undo")

    assert desk.road.state(match) is MatchState.PROPOSED


def test_a_decision_is_not_taken_back_when_she_has_another_pair_by_now(desk: Desk) -> None:
    mentee, one, other = desk.her(), desk.a_mentor(1), desk.a_mentor(2)
    desk.road.close()
    first = desk.a_pair(mentee, one)
    decide(desk, first, "set_aside", why="Same course")
    desk.a_pair(mentee, other)

    decide(desk, first, "undo")

    assert "She has another pair by now." in desk.browser.follow().text
    assert desk.road.state(first) is MatchState.SET_ASIDE


def test_two_coordinators_never_overrule_each_other_unawares(
    desk: Desk, make: Make, signed_in: Callable[[Account], Browser]
) -> None:
    (match,) = desk.some_pairs(1)
    colleague = signed_in(make.a_coordinator())
    desk.browser.get(pair_path(desk, match))
    colleague.get(pair_path(desk, match))
    colleague.post(pair_path(desk, match), {"decision": "hold", "version": match.version})

    desk.browser.post(pair_path(desk, match), {"decision": "confirm", "version": 1})

    page = desk.browser.follow()
    assert "Somebody else decided about this pair a moment ago." in page.text
    assert "A colleague put it on hold" in page.text
    assert desk.road.state(match) is MatchState.HELD


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "introduce", "version": 1},
        {"decision": "explode", "version": 1},
        {"decision": "confirm"},
        {"decision": "confirm", "version": "one"},
        {"decision": "hold", "version": 1, "why": "x" * 401},
    ],
)
def test_a_decision_that_makes_no_sense_changes_nothing(desk: Desk, fields: dict[str, str]) -> None:
    (match,) = desk.some_pairs(1)

    desk.browser.post(pair_path(desk, match), fields)

    assert "notice--stop" in desk.browser.follow().html
    assert desk.road.state(match) is MatchState.PROPOSED


def test_an_introduced_pair_can_only_be_ended(desk: Desk, make: Make) -> None:
    account = desk.road.a_mentee()
    mentor = desk.a_mentor()
    desk.road.close()
    match = desk.road.propose(account, mentor)
    desk.road.introduce(match, account)
    desk.browser.get(pair_path(desk, match))

    desk.browser.send({"decision": "end"}, action="/pair/")

    assert desk.road.state(match) is MatchState.ENDED
    assert "Nothing is left to decide" in desk.browser.get(pair_path(desk, match)).text


def test_a_pair_that_lapsed_says_so_without_blame(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    desk.road.ask_her(match)
    matches.lapse_overdue(desk.session, now=desk.now.replace(month=4))
    desk.session.commit()

    assert "A week went by without an answer" in desk.browser.get(pair_path(desk, match)).text


def test_a_pair_of_another_round_is_not_found(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)

    desk.browser.get(f"/desk/another/pair/{match.id}", expect=404)
    desk.browser.get(f"{desk.url}/pair/another", expect=404)
    desk.browser.post(f"{desk.url}/pair/another", {"decision": "confirm"}, expect=404)


def test_a_shelf_or_page_that_does_not_exist_shows_one_that_does(desk: Desk) -> None:
    desk.some_pairs(1)

    page = desk.browser.get(f"{desk.url}/review?shelf=cellar&page=99")

    assert rows(page) == ["Mentee 1 and Adaeze Kingfisher 0"]
    assert rows(desk.browser.get(f"{desk.url}/review?page=-1&shelf=plain")) == rows(page)
