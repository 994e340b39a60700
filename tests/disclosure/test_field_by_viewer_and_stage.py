"""Every field, every viewer, every state of a match: what is forbidden never shows, and what is
permitted does.

The table of what is expected comes from the registry. All that a viewer can fetch or is sent is
read for the canaries of both people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import pytest
from disclosure_canaries import CANARIES, TEAM_READS, Canary
from disclosure_world import Seer, World, build
from flask import Flask
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import Road

from mentorship.domain.consent import Door
from mentorship.domain.disclosure import REGISTRY, FieldRule, Team, stages_that_open
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Field, Side
from mentorship.domain.sealed_answers import door_of
from mentorship.models.account import Account
from mentorship.models.consent import Consent
from mentorship.services import matches

# Who is on which side of the match; nobody looks at her own answers here.
OWN = {Seer.HER: Side.MENTEE, Seer.THEM: Side.MENTOR, Seer.LINK: Side.MENTOR}
# In these states every page of the programme is asked for by everybody; in the others those that
# are the viewer's own.
IN_FULL = (MatchState.ASKED_MENTOR, MatchState.INTRODUCED)
OWN_PAGES = {
    Seer.HER: ("/home", "/yours"),
    Seer.THEM: ("/mentor", "/yours"),
    Seer.LINK: ("/answer",),
    Seer.OTHER_MENTEE: ("/home", "/yours"),
    Seer.OTHER_MENTOR: ("/mentor", "/yours"),
    Seer.STRANGER: ("/answer", "/claim"),
    Seer.TEAM: ("/desk",),
    Seer.REVEAL: ("/desk",),
}
MOMENTARY = (MatchState.AGREED, MatchState.ACCEPTED)
AFTERWARDS = (
    MatchState.HELD,
    MatchState.SET_ASIDE,
    MatchState.PASSED,
    MatchState.DECLINED,
    MatchState.LAPSED,
    MatchState.ENDED,
    MatchState.FINISHED,
    MatchState.STOPPED,
)


@dataclass(frozen=True)
class Opened:
    """What the two have opened and closed: by default nothing that needs their word."""

    by_word: bool = False
    closed: frozenset[tuple[Side, Field, Audience]] = frozenset()

    def allows(self, side: Side, field: Field, audience: Audience) -> bool:
        match door_of(side, field, audience):
            case Door.SHUT:
                return False
            case Door.OPENS:
                return self.by_word
            case _:
                return (side, field, audience) not in self.closed


BY_DEFAULT = Opened()


@pytest.fixture
def a_world(
    app: Flask,
    session: Session,
    road: Road,
    now: datetime,
    signed_in: Callable[[Account], Browser],
    browser: Callable[[], Browser],
) -> Callable[..., World]:
    def a_world(**answers: str) -> World:
        return build(app, session, road, now, signed_in=signed_in, browser=browser, **answers)

    return a_world


def permitted(seer: Seer, rule: FieldRule, state: MatchState, opened: Opened) -> bool:
    """The table: may this viewer learn this field while the match stands there?"""
    if seer is Seer.TEAM:
        return rule.team is Team.CARD and opened.allows(rule.side, rule.field, Audience.TEAM)
    if seer is Seer.REVEAL:
        return rule.team is not Team.NEVER and opened.allows(rule.side, rule.field, Audience.TEAM)
    if seer not in OWN or state not in stages_that_open(rule):
        return False
    if seer is Seer.LINK and state is not MatchState.ASKED_MENTOR:
        return False  # an answered link tells no more
    introduced = state is MatchState.INTRODUCED
    audience = Audience.INTRODUCED if introduced else Audience.ASKED
    return opened.allows(rule.side, rule.field, audience)


def faults(
    world: World, seers: Iterable[Seer], state: MatchState, opened: Opened = BY_DEFAULT
) -> list[str]:
    """Every cell in which a page, a file or a letter says other than the table."""
    everywhere = state in IN_FULL
    return [
        fault
        for seer in seers
        for text in [world.seen_by(seer, under=("/",) if everywhere else OWN_PAGES[seer])]
        for fault in in_text(text, seer, state=state, opened=opened)
    ]


def in_text(text: str, seer: Seer, *, state: MatchState, opened: Opened) -> list[str]:
    return [
        f"{seer}, {state}: {rule.side} {rule.field} {fault}"
        for rule in REGISTRY.values()
        if OWN.get(seer) is not rule.side
        for fault in _faults(text, rule, seer, state=state, opened=opened)
    ]


def _faults(
    text: str, rule: FieldRule, seer: Seer, *, state: MatchState, opened: Opened
) -> list[str]:
    canary = CANARIES[rule.side][rule.field]
    is_partner = seer in OWN
    is_broad = bool(canary.broad) and is_partner and state is not MatchState.INTRODUCED
    if not permitted(seer, rule, state, opened):
        told = _telling(canary, rule.field, seer)
        return [f"shows “{one}”" for one in told if one in text]
    wanted = canary.broad if is_broad else canary.shown
    missing = [] if wanted in text else [f"does not show “{wanted}”"]
    return missing + (["shows more than its area"] if is_broad and canary.shown in text else [])


def _telling(canary: Canary, field: Field, seer: Seer) -> tuple[str, ...]:
    if seer is Seer.TEAM:
        return (canary.shown, *canary.tells, *TEAM_READS.get(field, ()))
    return tuple(filter(None, (canary.shown, canary.broad, *canary.tells)))


def test_every_row_of_the_registry_has_a_canary_and_a_place_where_it_shows() -> None:
    rows = {(side, field) for side, canaries in CANARIES.items() for field in canaries}

    assert rows == set(REGISTRY)
    signs = [canary.shown for canaries in CANARIES.values() for canary in canaries.values()]
    assert len(set(signs)) == len(signs)


def test_what_is_forbidden_never_shows_and_what_is_permitted_does(
    a_world: Callable[..., World], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    world = a_world()
    road, match = world.road, world.match
    found = faults(world, Seer, MatchState.PROPOSED)

    matches.confirm(world.session, match, by=road.coordinator, now=world.now)
    world.session.commit()
    found += faults(world, (Seer.HER, Seer.THEM, Seer.TEAM), MatchState.CONFIRMED)
    matches.send_letters(world.session, road.round, by=road.coordinator, now=world.now)
    world.session.commit()
    found += faults(world, _but_reveal(), MatchState.ASKED_MENTEE)
    matches.agree(world.session, match, by=world.mentee, now=world.now)
    world.session.commit()
    found += faults(world, Seer, MatchState.ASKED_MENTOR)
    for state in MOMENTARY:
        world.stand(state)
        found += faults(world, (Seer.HER, Seer.THEM, Seer.LINK), state)
    world.stand(MatchState.ASKED_MENTOR)
    assert matches.accept(world.session, match, link=road.link(match), now=world.now)
    world.session.commit()
    found += faults(world, Seer, MatchState.INTRODUCED)
    for state in AFTERWARDS:
        world.stand(state)
        found += faults(world, (Seer.HER, Seer.THEM, Seer.LINK), state)

    assert found == []
    logged = [one for one in _free_words() if one in caplog.text]
    assert logged == []


def test_the_states_that_are_looked_at_are_all_there_are() -> None:
    walked = {
        MatchState.PROPOSED,
        MatchState.CONFIRMED,
        MatchState.ASKED_MENTEE,
        MatchState.ASKED_MENTOR,
        MatchState.INTRODUCED,
    }

    assert walked | {*MOMENTARY, *AFTERWARDS} == set(MatchState)


def test_what_opens_by_their_word_alone_shows_once_they_have_said_so(
    a_world: Callable[..., World],
) -> None:
    world = a_world(words_shared="yes", may_show="Race or ethnicity;Faith;Gender")
    opened = Opened(by_word=True)
    partners = (Seer.HER, Seer.THEM, Seer.LINK)

    link = world.road.ask_mentor(world.match, world.mentee)
    found = faults(world, partners, MatchState.ASKED_MENTOR, opened)
    assert matches.accept(world.session, world.match, link=link, now=world.now)
    world.session.commit()
    found += faults(world, partners, MatchState.INTRODUCED, opened)

    assert found == []


def test_each_door_that_is_closed_is_closed_everywhere_and_no_other_is(
    a_world: Callable[..., World],
) -> None:
    """One field and audience at a time: what it hides is gone, and all the rest still shows."""
    world = a_world()
    road, match = world.road, world.match
    link = road.ask_mentor(match, world.mentee)

    found = _each_closed(world, Audience.ASKED, (Seer.THEM,), state=MatchState.ASKED_MENTOR)
    world.stand(MatchState.ASKED_MENTEE)
    found += _each_closed(world, Audience.ASKED, (Seer.HER,), state=MatchState.ASKED_MENTEE)
    world.stand(MatchState.ASKED_MENTOR)
    found += _each_closed(world, Audience.TEAM, (Seer.TEAM,), state=MatchState.ASKED_MENTOR)
    assert matches.accept(world.session, match, link=link, now=world.now)
    world.session.commit()
    seers = (Seer.HER, Seer.THEM)
    found += _each_closed(world, Audience.INTRODUCED, seers, state=MatchState.INTRODUCED)

    assert found == []


def _each_closed(
    world: World, audience: Audience, seers: tuple[Seer, ...], *, state: MatchState
) -> list[str]:
    found = []
    for seer in seers:
        # Only the pages on which there is something to hide, each of them for every door.
        shown = world.pages(seer, under=OWN_PAGES[seer])
        paths = [path for path, text in shown if _tells_anything(text, seer)]
        for side, field in REGISTRY:
            if OWN.get(seer) is side or door_of(side, field, audience) is not Door.CLOSES:
                continue
            _say(world, side, field, audience=audience, is_open=False)
            text = world.said_at(seer, paths)
            opened = Opened(closed=frozenset({(side, field, audience)}))
            closing = f"with {field} of the {side} closed: "
            found += [closing + one for one in in_text(text, seer, state=state, opened=opened)]
            _say(world, side, field, audience=audience, is_open=True)
    return found


def _tells_anything(text: str, seer: Seer) -> bool:
    return any(
        one in text
        for (side, field) in REGISTRY
        if OWN.get(seer) is not side
        for one in _telling(CANARIES[side][field], field, seer)
    )


def _say(world: World, side: Side, field: Field, *, audience: Audience, is_open: bool) -> None:
    profile = world.profile(side)
    row = Consent(field=field, audience=audience, is_open=is_open, said_at=world.now)
    profile.consents.append(row)
    world.session.commit()


def _but_reveal() -> list[Seer]:
    return [seer for seer in Seer if seer is not Seer.REVEAL]


def _free_words() -> list[str]:
    """The answers that could only come from these two people."""
    free = (Field.NAME, Field.EMAIL, Field.WORDS, Field.FAITH, Field.KEEP_APART, Field.CONTACT)
    return [
        canaries[field].said
        for canaries in CANARIES.values()
        for field in free
        if field in canaries
    ]
