"""The work list in all its states: bad input, out of date, in confidence, empty, asleep."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from support.browser import Browser
from support.check import (
    Answers,
    buttons,
    choose,
    decisions,
    item_with,
    two,
)
from support.desk import DISTRESS, SECRETS, Desk
from support.make import Make

from mentorship.domain.decisions import Choice
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry
from mentorship.services.audit import actor_of
from mentorship.services.reveals import LOOKS
from mentorship.services.rounds import create_round


@pytest.mark.parametrize(
    ("answers", "choice", "typed", "said"),
    [
        ({"workplace": ""}, Choice.ANSWER, " ", "Please write what this person told you."),
        ({"email": "paper"}, Choice.ANSWER, "no address", "This address cannot be used."),
        ({"workplace": "The Nightjar"}, Choice.ALIAS, "Elsewhere", "The register has no such"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_field_and_kept(
    desk: Desk, answers: Answers, choice: Choice, typed: str, said: str
) -> None:
    two(desk, Side.MENTEE, answers)
    item = item_with(desk, choice)

    page = choose(desk, item, choice, typed, expect=422)

    assert said in page.text
    fields = [one for one in page.tree.iter("input") if one.get("aria-invalid")]
    assert [one.get("value") for one in fields] == [typed.strip()]
    assert decisions(desk) == []


def test_an_unclear_number_of_places_is_asked_again(desk: Desk) -> None:
    two(desk, Side.MENTOR, {"capacity": "as many as needed"})

    page = choose(desk, item_with(desk, Choice.ANSWER), Choice.ANSWER, "a few", expect=422)

    assert "as one figure" in page.text


@pytest.mark.parametrize("choice", ["same", "queen", ""])
def test_what_the_page_does_not_offer_changes_nothing(desk: Desk, choice: str) -> None:
    two(desk, Side.MENTEE, {"words": DISTRESS})
    item = desk.open_items()[0]

    desk.browser.post(f"{desk.url}/check/{item.id}", {"choice": choice})

    assert "notice--stop" in desk.browser.follow().html
    assert decisions(desk) == []


def test_a_list_that_is_out_of_date_says_so_kindly(desk: Desk) -> None:
    two(desk, Side.MENTEE, {"words": DISTRESS})
    item = desk.open_items()[0]
    choose(desk, item, Choice.FREE)

    choose(desk, item, Choice.OUT)
    assert "somebody decided it a moment ago" in desk.browser.follow().text
    desk.browser.get(f"{desk.url}/check/{item.id}", expect=404)
    (made,) = decisions(desk)
    desk.browser.post(f"{desk.url}/decided/{made.id}")
    desk.browser.post(f"{desk.url}/decided/{made.id}")
    assert "This was taken back before." in desk.browser.follow().text


def test_what_was_told_in_confidence_is_not_told_again(desk: Desk) -> None:
    two(desk, Side.MENTEE, {"keep_apart": "I would rather tell a person"})
    for item in desk.open_items():
        if Choice.ANSWER in item.choices:
            choose(desk, item, Choice.ANSWER, "Barnaby Owlet")

    page = desk.browser.get(f"{desk.url}/decided")

    assert decisions(desk)[0].answer == "Barnaby Owlet"
    assert "Answered in confidence" in page.text
    assert "Barnaby Owlet" not in page.html


def test_an_open_answer_is_shown_as_it_was_told(desk: Desk) -> None:
    two(desk, Side.MENTOR, {"capacity": "as many as needed"})
    choose(desk, item_with(desk, Choice.ANSWER), Choice.ANSWER, "2")

    assert "Answered: “2”" in desk.browser.get(f"{desk.url}/decided").text


def test_her_words_open_with_one_tap_that_is_on_record_first(desk: Desk) -> None:
    her, _mentor = two(desk, Side.MENTEE, {"words": DISTRESS})
    item = desk.open_items()[0]
    page = desk.browser.get(f"{desk.url}/check")
    assert buttons(page)[0] == "1Read her words"
    assert "1Read, may be matched" not in buttons(page)

    desk.browser.told_why = True
    desk.browser.send(action=f"/check/{item.id}/read")
    page = desk.browser.follow()

    shown = [secret for secret in SECRETS if secret in page.html]
    assert DISTRESS in shown
    assert "988" in page.text
    assert "Read, may be matched" in page.text
    looks = select(AuditEntry).where(AuditEntry.verb == "read_for_item")
    record = desk.session.scalars(looks).one()
    assert (record.subject, record.actor) == (her.id, actor_of(desk.road.coordinator))
    assert record.reason == "It stands on the work list as needing a person today."
    assert DISTRESS not in page.response.request.url
    desk.browser.told_why = False
    desk.browser.get(f"{desk.url}/check/{item.id}")


def test_the_words_of_somebody_whom_no_question_needs_stay_closed(desk: Desk) -> None:
    two(desk, Side.MENTEE, {"workplace": ""})
    item = item_with(desk, Choice.ANSWER)
    page = desk.browser.get(f"{desk.url}/check/{item.id}")
    assert "Read her words" not in page.text

    desk.browser.post(f"{desk.url}/check/{item.id}/read", expect=404)

    assert set(desk.session.scalars(select(AuditEntry.verb))) & {*LOOKS} == set()


def test_nothing_of_another_round_can_be_decided_or_taken_back(
    desk: Desk, make: Make, signed_in: Callable[[Account], Browser]
) -> None:
    two(desk, Side.MENTEE, {"words": DISTRESS})
    item = desk.open_items()[0]
    other = create_round(desk.session, name="B", closes_on=None, time_zone="UTC", now=desk.now)
    elsewhere = f"/desk/{other.id}"
    desk.session.commit()

    desk.browser.get(f"{elsewhere}/check/{item.id}", expect=404)
    desk.browser.post(f"{elsewhere}/check/{item.id}", {"choice": "free"})
    assert decisions(desk) == []
    choose(desk, item, Choice.FREE)
    (made,) = decisions(desk)
    desk.browser.post(f"{elsewhere}/decided/{made.id}", expect=404)
    desk.browser.post(f"{desk.url}/decided/nothing", expect=404)
    assert decisions(desk)[0].undone_at is None
    page = signed_in(make.a_coordinator()).get(f"{desk.url}/decided")
    assert "A colleague, 2 March" in page.text


def test_an_empty_round_says_how_to_begin(desk: Desk) -> None:
    page = desk.browser.get(f"{desk.url}/check")

    assert page.h1 == "Check the data"
    assert "Nobody is here yet" in page.text


def test_a_round_that_nobody_looked_over_can_be_looked_over_now(desk: Desk) -> None:
    desk.a_plain_mentee()
    round_id = desk.round.id
    page = desk.browser.get(f"{desk.url}/check")
    assert "Not looked over yet" in page.text

    desk.browser.send(action="/look")
    assert "for the first time" in desk.browser.follow().text
    desk.worker_looks(round_id)

    assert "Looked over at 02:00" in desk.browser.get(f"{desk.url}/check").text


def test_all_clear_tells_who_waits_for_a_workplace_and_nothing_else(desk: Desk) -> None:
    desk.a_plain_mentee(workplace="", keep_apart="", email="a@example.org", name="Ana Finch")
    desk.a_plain_mentee(
        workplace="prefer not to say", keep_apart="", email="b@example.org", name="Bo Wren"
    )
    desk.look()
    said = "All clear. 2 people are still missing a workplace; they will wait, not be guessed."
    assert said in desk.browser.get(f"{desk.url}/check").text

    desk.a_mentor(capacity="some")
    desk.look()

    assert "All clear" not in desk.browser.get(f"{desk.url}/check").text


def test_all_clear_when_nothing_is_open(desk: Desk) -> None:
    desk.a_mentor()
    desk.look()

    page = desk.browser.get(f"{desk.url}/check")
    assert "All clear" in page.text
    assert "Nothing waits for a decision of yours." in page.text


def test_a_page_that_asks_is_answered_only_when_the_look_is_done(desk: Desk) -> None:
    two(desk, Side.MENTEE, {"words": DISTRESS})
    round_id = desk.round.id
    choose(desk, desk.open_items()[0], Choice.FREE)
    page = desk.browser.follow()
    asks = next(one.get("hx-get", "") for one in page.tree.iter("div") if one.get("hx-get"))

    assert desk.browser.raw("GET", asks, headers={"HX-Request": "true"}).status_code == 204
    desk.worker_looks(round_id)

    answer = desk.browser.raw("GET", asks, headers={"HX-Request": "true"})
    assert "Looked over at" in answer.get_data(as_text=True)


def test_a_list_that_changed_meanwhile_offers_itself_anew(desk: Desk) -> None:
    desk.a_plain_mentee(workplace="")
    desk.look()

    page = desk.browser.get(f"{desk.url}/check?seen=something-else")

    assert "The list has changed." in page.text


def test_a_worker_that_sleeps_is_noticed(desk: Desk, clock: object) -> None:
    desk.a_plain_mentee()
    desk.look()
    desk.browser.post(f"{desk.url}/look")
    clock.move(timedelta(minutes=2))

    assert "The worker seems not to run." in desk.browser.get(f"{desk.url}/check").text


def test_what_is_decided_about_a_round_under_review_holds_the_pairs_that_it_touches(
    desk: Desk,
) -> None:
    her, mentor = desk.a_plain_mentee(), desk.a_mentor(workplace="The Nightjar Clinic")
    desk.look()
    desk.road.close()
    match = desk.a_pair(her, mentor)
    round_id = desk.round.id
    item = item_with(desk, Choice.ALIAS)

    choose(desk, item, Choice.ALIAS, "Alder General Hospital")
    assert "one that must not go on is put on hold" in desk.browser.follow().text
    desk.worker_looks(round_id)

    assert desk.road.state(match) is MatchState.HELD
    assert "1 pair is on hold" in desk.browser.get(f"{desk.url}/check").text
    why = "The check of the data found something new about this pair."
    for page in (f"/pair/{match.id}", "/review?shelf=held", "/track?shelf=held"):
        assert why in desk.browser.get(f"{desk.url}{page}").text, page
