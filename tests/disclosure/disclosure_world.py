"""One match among four people, and everything that each of its viewers can fetch or is sent."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from html import unescape
from pathlib import Path
from typing import Any

from disclosure_canaries import said_by
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import Road

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.domain.policy import DEFAULT_WEIGHTS
from mentorship.matching.proposal import Explanation
from mentorship.matching.reasons.around import around
from mentorship.matching.reasons.explain import explain
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.scores import Part
from mentorship.models.account import Account
from mentorship.models.check_in import CheckIn
from mentorship.models.circle import Circle
from mentorship.models.letter import Letter
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, Participation, Round
from mentorship.post.render import Stationery, render
from mentorship.services.people import people_of_round
from mentorship.services.proposals import as_kept
from mentorship.services.work_list import open_items

REASON = "Looking at what a reason opens"
TEMPLATES = Path(__file__).parents[2] / "templates" / "letters"
# Libraries' own pages and files, which know nothing of anybody.
# The page of components shows samples, and nothing of anybody.
_NO_PAGES = ("static", "style.page", "security.tf_select", "security.two_factor_rescue")
_OFFERED = re.compile(
    r'<label class="tile"(?:(?!</label>).)*</label>|<option(?:(?!</option>).)*</option>'
    r"|<datalist.*?</datalist>",
    re.DOTALL,
)
_FORMS = re.compile(r"/sign-up$|/circles/new$|/conversation/")


class Seer(StrEnum):
    """Who looks."""

    HER = "the mentee"
    THEM = "the mentor, signed in"
    LINK = "the mentor, by the link of the letter"
    OTHER_MENTEE = "another mentee"
    OTHER_MENTOR = "another mentor"
    STRANGER = "a stranger"
    TEAM = "a coordinator"
    REVEAL = "a coordinator who gave a reason"


@dataclass
class World:
    """The four people, their browsers, and the match between two of them."""

    app: Flask
    session: Session
    road: Road
    now: datetime
    signed_in: Callable[[Account], Browser]
    browser: Callable[[], Browser]
    mentee: Account
    mentor: Account
    match: Match
    browsers: dict[Seer, Browser] = field(default_factory=dict)

    def profile(self, side: Side) -> Profile:
        key = self.match.mentee_id if side is Side.MENTEE else self.match.mentor_id
        return self.session.get_one(Profile, key)

    def stand(self, state: MatchState) -> None:
        """The match stands in this state, set by hand: what may be seen hangs on that alone."""
        self.session.rollback()
        self.match.state = state
        self.session.commit()

    def paths(self, *, token: str) -> list[str]:
        """Every page that can be looked at, with everything that could stand in its address."""
        known = {**self._ids(), "token": [token]}
        self.session.rollback()
        adapter = self.app.url_map.bind("localhost")
        return [
            adapter.build(rule.endpoint, values)
            for rule in self.app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and rule.endpoint not in _NO_PAGES
            for values in _all_ways(sorted(rule.arguments - set(rule.defaults or ())), known)
        ]

    def _ids(self) -> dict[str, list[object]]:
        """What each name in an address can stand for. A new name has to be added here."""
        runs = self.session.scalars(select(MatchingRun.id)).all()
        everybody = self.session.scalars(select(Participation.profile_id)).all()
        items = open_items(self.session, self.road.round)
        return {
            "round_id": [self.road.round.id],
            "match_id": [self.match.id],
            "circle_id": self.session.scalars(select(Circle.id)).all() or ["none"],
            "check_in_id": self.session.scalars(select(CheckIn.id)).all() or ["none"],
            "profile_id": list(everybody),
            "run_id": list(runs),
            "item_id": [item.id for item in items] or ["none"],
            "import_id": ["none"],
            "number": [1, 2],
        }

    def seen_by(self, seer: Seer, *, under: tuple[str, ...] = ("/",)) -> str:
        """All that this viewer gets to read now: pages, files, refusals, and letters.

        under  where the addresses of the pages begin; every page when left out
        """
        device = self._device(seer)
        if seer is Seer.REVEAL:
            return "\n".join(self._revealed(device, side) for side in Side)
        texts = [text for _, text in self.pages(seer, under=under)]
        texts += [_read(device, *refused) for refused in self._refused()]
        return "\n".join([*texts, *self._letters(seer)])

    def pages(self, seer: Seer, *, under: tuple[str, ...] = ("/",)) -> list[tuple[str, str]]:
        """(path, what it says) of every page that this viewer can ask for."""
        token = self.token() if seer is Seer.LINK else "not-a-token-of-ours"
        device = self._device(seer)
        paths = [path for path in self.paths(token=token) if path.startswith(under)]
        return [(path, _read(device, "GET", path)) for path in paths]

    def said_at(self, seer: Seer, paths: Iterable[str]) -> str:
        """What these pages say to this viewer now, with the letters."""
        device = self._device(seer)
        return "\n".join([*(_read(device, "GET", path) for path in paths), *self._letters(seer)])

    def _refused(self) -> list[tuple[str, str]]:
        return [
            ("GET", f"/nowhere/{self.match.id}"),
            ("PUT", f"/answer/{self.match.id}"),
            ("POST", f"/home/meet/{self.match.id}/yes"),
            ("POST", f"/mentor/requests/{self.match.id}/yes"),
            ("POST", f"/desk/{self.road.round.id}/person/{self.match.mentee_id}"),
        ]

    def _device(self, seer: Seer) -> Browser:
        if seer not in self.browsers:
            self.browsers[seer] = self._new_device(seer)
        return self.browsers[seer]

    def _new_device(self, seer: Seer) -> Browser:
        owner = {
            Seer.HER: self.mentee,
            Seer.THEM: self.mentor,
            Seer.OTHER_MENTEE: self._account("other-mentee@example.net"),
            Seer.OTHER_MENTOR: self._account("other-mentor@example.net"),
            Seer.TEAM: self.road.coordinator,
            Seer.REVEAL: self.road.coordinator,
        }.get(seer)
        return self.signed_in(owner) if owner else self.browser()

    def _account(self, email: str) -> Account:
        accounts = self.session.scalars(select(Account)).all()
        return next(account for account in accounts if account.email == email)

    def _revealed(self, device: Browser, side: Side) -> str:
        path = f"/desk/{self.road.round.id}/person/{self.profile(side).id}"
        device.post(path, {"reason": REASON})
        return _read(device, "GET", path)

    def token(self) -> str:
        """The token of the mentor's letter; none before it was written."""
        self.session.rollback()
        for letter in self._rows():
            if letter.kind == "mentor_question" and letter.link:
                return letter.link.rpartition("/")[2]
        return "not-written-yet"

    def _rows(self) -> list[Letter]:
        return list(self.session.scalars(select(Letter).where(Letter.match_id == self.match.id)))

    def _letters(self, seer: Seer) -> list[str]:
        """What leaves to this viewer now: each letter in full, with its head."""
        self.session.rollback()
        hers = {Seer.HER: self.match.mentee_id, Seer.THEM: self.match.mentor_id}.get(seer)
        stationery = Stationery("https://localhost", "programs@example.net", TEMPLATES)
        rows = [letter for letter in self._rows() if letter.profile_id == hers]
        sent = [render(self.session, row, stationery=stationery, now=self.now) for row in rows]
        return [_in_full(message) for message in sent if message is not None]


def _in_full(message: EmailMessage) -> str:
    return "\n".join(
        [*(f"{name}: {said}" for name, said in message.items()), message.get_content()]
    )


def _all_ways(names: list[str], known: dict[str, list[object]]) -> Iterator[dict[str, object]]:
    if not names:
        yield {}
        return
    for rest in _all_ways(names[1:], known):
        for value in known[names[0]]:
            yield {names[0]: value, **rest}


def _read(device: Browser, method: str, path: str) -> str:
    """What came back, head and body. Of a form only what is ticked: the rest is on offer."""
    answer = device.raw(method, path)
    body = answer.get_data().decode(errors="replace")
    if _FORMS.search(path):
        body = _OFFERED.sub(lambda part: part[0] if _is_chosen(part[0]) else "", body)
    return unescape(f"{answer.headers}\n{body}")


def _is_chosen(part: str) -> bool:
    return " checked" in part or " selected" in part


def build(
    app: Flask,
    session: Session,
    road: Road,
    now: datetime,
    *,
    signed_in: Callable[[Account], Browser],
    browser: Callable[[], Browser],
    **answers: str,
) -> World:
    """The two with their canaries, proposed by a real run beside two others whom they cannot meet.

    answers  change the mentee's or mentor's own ticks
    """
    hers = {name: words for name, words in answers.items() if name == "words_shared"}
    theirs = {name: words for name, words in answers.items() if name == "may_show"}
    mentee = road.a_mentee(**{**said_by(Side.MENTEE), **hers})
    mentor = road.a_mentor(**{**said_by(Side.MENTOR), **theirs})
    # Nothing of theirs is like anything of the two: not even a tick or a number.
    road.a_mentee(
        email="other-mentee@example.net",
        name="Ilse Amsel",
        workplace="Harbor Clinic",
        words_shared="yes",
        agreement="Yes, I do",
    )
    road.a_mentor(
        email="other-mentor@example.net",
        name="Greta Tran",
        workplace="Foothill Clinic",
        capacity="1",
        agreement="Yes, I do",
    )
    match = _proposed(session, road, mentee=mentee, mentor=mentor)
    return World(app, session, road, now, signed_in, browser, mentee, mentor, match)


def _proposed(session: Session, road: Road, *, mentee: Account, mentor: Account) -> Match:
    road.close()
    match = road.propose(mentee, mentor)
    match.explanation = all_reasons(session, road.round, match)
    session.commit()
    return match


def all_reasons(session: Session, round_: Round, match: Match) -> dict[str, Any]:
    """Everything that the engine can say of these two."""
    mentees, mentors = people_of_round(session, round_)
    her = next(one for one in mentees if one.key == match.mentee_id)
    them = next(one for one in mentors if one.key == match.mentor_id)
    parts = {facet: Part(weight, 1.0) for facet, weight in DEFAULT_WEIGHTS.items()}
    told = [
        explain(
            Pairing(
                her,
                them,
                {facet: part},
                {facet: 1.0},
                score=0.7,
                around=around(mentors),
                closest=lambda _, mentor: mentor.words,
            )
        )
        for facet, part in parts.items()
    ]
    every = Explanation(
        **{
            one.name: tuple(dict.fromkeys(said for e in told for said in getattr(e, one.name)))
            for one in fields(Explanation)
            if one.name != "candidates"
        },
        candidates={
            reader: tuple(dict.fromkeys(one for e in told for one in e.candidates[reader]))
            for reader in told[0].candidates
        },
    )
    return as_kept(every, parts=parts, usual={})
