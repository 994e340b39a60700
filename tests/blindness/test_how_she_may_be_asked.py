"""Show me first, or just ask: neither the team nor a mentor learns which of the two she chose."""

import re
from collections.abc import Callable

import pytest
from support.browser import Browser
from support.desk import Desk
from support.road import THEIR_NAME

from mentorship.domain.lifecycle import MatchState
from mentorship.models.account import Account
from mentorship.services import matches
from mentorship.services.holding_rows import what_we_hold_in_full
from mentorship.services.just_ask import choose

SignIn = Callable[[Account], Browser]
HERS, ANOTHER = ("one@example.org", "Farida Whimbrel"), ("two@example.org", "Ines Turnstone")
THEIRS = ("three@example.com", "Ottilie Dotterel"), ("four@example.com", THEIR_NAME)


class Twins:
    """Two pairs alike: in the first she has said "just ask", in the second she said yes herself."""

    def __init__(self, desk: Desk) -> None:
        self.desk, road = desk, desk.road
        hers = [
            road.a_mentee(email=email, name=name, words=name) for email, name in (HERS, ANOTHER)
        ]
        self.mentors = [road.a_mentor(email=email, name=name, words=name) for email, name in THEIRS]
        choose(road.session, hers[0], road.round, just_ask=True, now=road.now)
        road.close()
        self.matches = [
            road.propose(her, them) for her, them in zip(hers, self.mentors, strict=True)
        ]
        for match in self.matches:
            matches.confirm(road.session, match, by=road.coordinator, now=road.now)
        matches.send_letters(road.session, road.round, by=road.coordinator, now=road.now)
        matches.agree(road.session, self.matches[1], by=hers[1], now=road.now)
        road.session.commit()
        assert [match.state for match in self.matches] == [MatchState.ASKED_MENTOR] * 2

    def alike(self, words: str) -> str:
        """The words, without what tells the two pairs apart anyway."""
        for match in self.matches:
            for key in (match.id, match.mentee_id, match.mentor_id):
                words = words.replace(key, "…")
        for email, name in (HERS, ANOTHER, *THEIRS):
            words = words.replace(email, "@").replace(name, "Somebody")
        return re.sub(r"(Mentee|Mentor) \d+", r"\1", words)


@pytest.fixture
def twins(desk: Desk) -> Twins:
    return Twins(desk)


def test_the_team_reads_the_same_of_both(twins: Twins) -> None:
    browser, url = twins.desk.browser, twins.desk.url
    pages = [browser.get(f"{url}/pair/{match.id}").text for match in twins.matches]
    assert "She said yes" in pages[0]
    assert twins.alike(pages[0]) == twins.alike(pages[1])

    rows = browser.get(f"{url}/letters").html.split("<tr")[2:]
    told = [
        [twins.alike(row.partition("</tr>")[0]) for row in rows if match.id in row]
        for match in twins.matches
    ]
    assert len(told[0]) == 2
    assert sorted(told[0]) == sorted(told[1])


def test_a_mentor_reads_the_same_of_both(twins: Twins, signed_in: SignIn) -> None:
    pages = [
        signed_in(mentor).get(f"/mentor/requests/{match.id}").text
        for mentor, match in zip(twins.mentors, twins.matches, strict=True)
    ]

    assert "She has said yes, and her page shows her your name." in pages[0]
    assert twins.alike(pages[0]) == twins.alike(pages[1])


def test_what_a_mentor_can_ask_for_tells_nothing_of_it(twins: Twins) -> None:
    session, now = twins.desk.road.session, twins.desk.road.now
    files = [what_we_hold_in_full(session, email, now=now) for email, _name in THEIRS]
    moves = [next(one for one in file if one.table == "match_move").values for file in files]

    assert len(moves[0]) == len(moves[1]) == 4
    told = ("event", "from_state", "to_state", "actor", "moved_at")
    assert [[row[what] for what in told] for row in moves[0]] == [
        [row[what] for what in told] for row in moves[1]
    ]
