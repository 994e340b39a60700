"""*This is what they will see* and what is seen then are the same bytes, for every single door."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from disclosure_canaries import said_by
from support.browser import Browser, standing
from support.road import Road

from mentorship.domain.consent import Door
from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Field, Side
from mentorship.domain.sealed_answers import door_of
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.services.matches import accept

SHOWN = "/yours/shown"
_DRAWN = re.compile(r'<dl class="facts">.*?</dl>|<blockquote.*?</blockquote>', re.DOTALL)
_TITLE = re.compile(r"Would you like to meet ([^<?]+)\?")
_CALLED = re.compile(r"(?:<strong>|introduced to |to meet )(<bdi>[^<]+</bdi>)")
_ADDRESS = re.compile(r"[Ww]rite to (<bdi>[^<]+</bdi>)")
SignIn = Callable[[Account], Browser]


@pytest.fixture
def two(road: Road) -> tuple[Account, Account, Match]:
    mentee = road.a_mentee(**said_by(Side.MENTEE))
    mentor = road.a_mentor(**said_by(Side.MENTOR))
    road.close()
    return mentee, mentor, road.propose(mentee, mentor)


def drawn(page: str) -> list[str]:
    """Cards and quotations of a page, byte by byte, and what the person is called there."""
    found = (*_DRAWN.findall(page), *_TITLE.findall(page), *_CALLED.findall(page))
    return sorted((*found, *_ADDRESS.findall(page)))


def preview(page: str, audience: Audience) -> str:
    """The part of the page that says what this audience will see."""
    return page.partition(f'id="preview-{audience}"')[2].partition("</section>")[0]


def doors(side: Side, audience: Audience) -> Iterator[Field]:
    for of, field in REGISTRY:
        if of is side and door_of(side, field, audience) in (Door.OPENS, Door.CLOSES):
            yield field


def differing(
    hers: Browser, reader: Browser, path: str, *, side: Side, audience: Audience
) -> Iterator[str]:
    """Each door turned once, as it stands alone: where the page is not what was shown before."""
    hers.get(SHOWN)
    as_it_was, token = boxes(hers), hers.token()
    for field in [None, *doors(side, audience)]:
        wanted = {**as_it_was, audience.value: turned(as_it_was[audience], field)}
        shown = drawn(preview(posted(hers, {**wanted, "look": "yes"}, token), audience))
        posted(hers, wanted, token)
        seen = drawn(reader.raw("GET", path).get_data(as_text=True))
        if shown != seen or not seen:
            yield f"{side}, {audience}, {field}: {shown} is not {seen}"
    posted(hers, as_it_was, token)


def posted(hers: Browser, answers: Mapping[str, Any], token: str) -> str:
    sent = {"csrf_token": token, **answers}
    return hers.raw("POST", SHOWN, data=sent).get_data(as_text=True)


def boxes(browser: Browser) -> dict[str, list[str]]:
    assert browser.page is not None
    ticked = standing(browser.page.form(action=SHOWN))
    return {audience.value: ticked.get(audience, []) for audience in Audience}


def turned(ticked: list[str], field: Field | None) -> list[str]:
    if field is None:
        return ticked
    return [one for one in ticked if one != field] if field in ticked else [*ticked, field.value]


def test_what_she_is_shown_is_what_her_mentor_sees(
    road: Road, two: tuple[Account, Account, Match], signed_in: SignIn
) -> None:
    mentee, mentor, match = two
    hers, theirs = signed_in(mentee), signed_in(mentor)
    road.ask_mentor(match, mentee)
    asked = f"/mentor/requests/{match.id}"

    found = [*differing(hers, theirs, asked, side=Side.MENTEE, audience=Audience.ASKED)]
    assert road.session.get_one(Match, match.id).state is MatchState.ASKED_MENTOR
    theirs.get(asked)
    theirs.send(action=f"{asked}/yes")
    found += differing(hers, theirs, "/mentor", side=Side.MENTEE, audience=Audience.INTRODUCED)

    assert found == []


def test_what_a_mentor_is_shown_is_what_she_sees(
    road: Road, two: tuple[Account, Account, Match], signed_in: SignIn
) -> None:
    mentee, mentor, match = two
    hers, theirs = signed_in(mentee), signed_in(mentor)
    road.ask_her(match)
    asked = f"/home/meet/{match.id}"

    found = [*differing(theirs, hers, asked, side=Side.MENTOR, audience=Audience.ASKED)]
    hers.get(asked)
    hers.send(action=f"{asked}/yes")
    road.session.rollback()
    assert accept(road.session, match, link=road.link(match), now=road.now)
    road.session.commit()
    found += differing(theirs, hers, "/home", side=Side.MENTOR, audience=Audience.INTRODUCED)

    assert found == []


@pytest.mark.parametrize("side", Side)
def test_what_both_are_shown_of_the_team_is_what_the_team_sees(
    road: Road, two: tuple[Account, Account, Match], signed_in: SignIn, side: Side
) -> None:
    mentee, mentor, match = two
    hers = signed_in(mentee if side is Side.MENTEE else mentor)
    key = match.mentee_id if side is Side.MENTEE else match.mentor_id
    desk, path = signed_in(road.coordinator), f"/desk/{road.round.id}/person/{key}"
    hers.get(SHOWN)
    as_it_was, token = boxes(hers), hers.token()
    shown, found = "", []

    for field in [None, *doors(side, Audience.TEAM)]:
        wanted = {**as_it_was, "team": turned(as_it_was["team"], field)}
        shown = preview(posted(hers, {**wanted, "look": "yes"}, token), Audience.TEAM)
        posted(hers, wanted, token)
        seen = sorted(_DRAWN.findall(desk.raw("GET", path).get_data(as_text=True)))
        if sorted(_DRAWN.findall(shown.partition("<details")[0])) != seen:
            found.append(f"{field}: {shown} is not {seen}")

    assert found == []
    desk.get(path)
    desk.send({"reason": "To see what a reason opens"}, action=path)
    opened = desk.follow().html.partition('<div id="words">')[2]
    assert _DRAWN.findall(opened) == _DRAWN.findall(shown.partition("<details")[2])
