"""Who waits, and how the pairs are doing."""

import pytest
from support.desk import Desk
from support.page import Page

from mentorship.domain.lifecycle import MatchState
from mentorship.models.match import Match
from mentorship.services import matches


def rows(page: Page) -> list[str]:
    """The rows of all tables, each cell's words in reading order."""
    found = [row for body in page.tree.iter("tbody") for row in body.iter("tr")]
    return [" | ".join(" ".join("".join(cell.itertext()).split()) for cell in row) for row in found]


def test_a_mentee_for_whom_nothing_was_proposed_waits(desk: Desk) -> None:
    desk.her()

    page = desk.browser.get(f"{desk.url}/waiting")

    assert page.h1 == "1 mentee waits"
    assert rows(page) == [
        "Mentee 1 | Nothing was proposed for her yet. | Propose pairs for this round."
    ]


def test_why_she_waits_is_what_the_last_run_found(desk: Desk) -> None:
    her, mentor = desk.her(), desk.a_mentor()
    waits = {"mentee": her.id, "cause": "must", "reason": "Nobody shares it.", "next": "Look."}
    desk.a_run(waiting=[waits], mentors_without={mentor.id: "No place in this round."})

    assert rows(desk.browser.get(f"{desk.url}/waiting")) == [
        "Mentee 1 | Nobody shares it. | Look.",
        "Adaeze Kingfisher 1 | No place in this round.",
    ]


def test_the_team_reads_whom_to_ask_next(desk: Desk) -> None:
    desk.her()
    one = "One more place with a mentor who speaks Somali would give one more mentee a mentor."
    assert "Whom to ask next" not in desk.browser.get(f"{desk.url}/waiting").text

    desk.a_run(recruit=[one, "Or somebody else."])

    page = desk.browser.get(f"{desk.url}/waiting")
    assert [item.text for item in page.tree.iter("li") if item.text in (one, "Or somebody else.")]
    assert one in page.text


def test_where_there_is_one_thing_to_say_about_whom_to_ask_it_is_no_list(desk: Desk) -> None:
    desk.her()
    desk.a_run(recruit=["Nobody has to be asked."])

    page = desk.browser.get(f"{desk.url}/waiting")

    assert "Nobody has to be asked." in [one.text for one in page.tree.iter("p")]


def test_whoever_lost_her_pair_since_waits_as_well(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    desk.a_run()
    assert desk.browser.get(f"{desk.url}/waiting").h1 == "Nobody waits"

    matches.set_aside(
        desk.session, match, by=desk.road.coordinator, now=desk.now, why="Same course"
    )
    desk.session.commit()

    assert rows(desk.browser.get(f"{desk.url}/waiting"))[0].startswith(
        "Mentee 1 | The team set her pair aside."
    )


@pytest.mark.parametrize(
    ("state", "shelf", "said"),
    [
        (MatchState.CONFIRMED, "confirmed", "Confirmed"),
        (MatchState.ASKED_MENTEE, "asked-mentee", "Waiting for her answer"),
        (MatchState.HELD, "held", "On hold Call first"),
    ],
)
def test_the_board_opens_where_somebody_is(
    desk: Desk, state: MatchState, shelf: str, said: str
) -> None:
    (match,) = desk.some_pairs(1)
    _bring(desk, match, state)

    page = desk.browser.get(f"{desk.url}/track")

    assert rows(page)[0].endswith(said)
    assert rows(desk.browser.get(f"{desk.url}/track?shelf={shelf}")) == rows(page)


def _bring(desk: Desk, match: Match, state: MatchState) -> None:
    by, now = desk.road.coordinator, desk.now
    if state is MatchState.ASKED_MENTEE:
        desk.road.ask_her(match)
    elif state is MatchState.CONFIRMED:
        matches.confirm(desk.session, match, by=by, now=now)
    else:
        matches.hold(desk.session, match, by=by, now=now, why="Call first")
    desk.session.commit()


def test_the_board_counts_every_step_of_the_road(desk: Desk) -> None:
    account, mentor = desk.road.a_mentee(), desk.a_mentor()
    desk.road.close()
    match = desk.road.propose(account, mentor)
    desk.road.introduce(match, account)

    page = desk.browser.get(f"{desk.url}/track")

    assert "Introduced 1" in page.text
    assert "Waiting for her answer 0" in page.text
    assert rows(page)[0].endswith("Introduced")


def test_an_empty_board_says_so(desk: Desk) -> None:
    assert "Nobody is here at the moment" in desk.browser.get(f"{desk.url}/track").text
