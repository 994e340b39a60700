"""A programme with somebody of every kind in it, asked for every page by every method."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_security.confirmable import generate_confirmation_token
from flask_security.recoverable import generate_reset_password_token
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from mentorship.domain.check_ins import Moment
from mentorship.domain.circles import Repeats, Times
from mentorship.domain.decisions import Choice
from mentorship.domain.people import Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.account import Account, RoleName, SignIn
from mentorship.models.check import RoundCheck, TeamDecision
from mentorship.models.check_in import CheckIn
from mentorship.models.circle import CircleSeat
from mentorship.models.letter import LinkPurpose
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import ImportState, Participation, SheetImport, SheetKind
from mentorship.models.team import TeamMember
from mentorship.services.accounts import start_sign_in
from mentorship.services.circles import Offer, offer_circle
from mentorship.services.links import make_link
from mentorship.services.passkeys import Credential, add_passkey
from mentorship.services.rounds import create_round
from mentorship.services.vetting import newcomers
from mentorship.services.work_list import Item, Urgency
from support.desk import DISTRESS, Desk, DeskBrowser
from support.make import Make
from support.road import Road

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
PERSONAS = (
    "anonymous",
    "unconfirmed",
    "expired session",
    "deactivated",
    "mentee",
    "other mentee",
    "mentor",
    "other mentor",
    "unvetted mentor",
    "coordinator",
    "conflicted coordinator",
    "no second factor",
)
_ASKED_THEMSELVES = ("mentee", "other mentee", "mentor", "other mentor")
_WITH_PASSKEY = ("mentee", "other mentee")
OWN, OTHER, ABSENT = "own", "other", "absent"
WHOSE = (OWN, OTHER, ABSENT)
_HOME = "https://localhost"
_FORM_SECRET = "0123456789abcdef0123456789abcdef01234567"
_TOKEN = re.compile(rb'(name="csrf_token"[^>]*value=")[^"]*')
_COOKIE = re.compile(r"=[^;]+")


@dataclass(frozen=True)
class Answer:
    """What one request brought back: its class, and all of it but nonces."""

    what: str
    everything: tuple[object, ...]


@dataclass
class World:
    """Everybody, what is theirs, and the database to which each request comes anew.

    objects  (the step before it or the first, name) → persona or "" for all → (own, other's)
    """

    app: Flask
    cookies: Mapping[str, str]
    form_token: str
    objects: dict[tuple[str, str], dict[str, tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._client = self.app.test_client(use_cookies=False)
        file = Path(self.app.instance_path) / "mentorship.sqlite"
        self._file = sqlite3.connect(file, isolation_level=None)
        self._file.execute("PRAGMA synchronous = OFF")
        self._before = sqlite3.connect(":memory:")
        self._file.backup(self._before)
        self._seen = self._version()

    def close(self) -> None:
        self._file.close()
        self._before.close()

    def ask(self, persona: str, method: str, rule: Rule, whose: str) -> Answer:
        """What this page answers about something of this persona's, another's, or nothing.

        Whatever the request has changed is as before.
        """
        values = self._values(rule, persona, whose)
        answer = self._client.open(
            self.app.url_map.bind("localhost").build(rule.endpoint, values),
            method=method,
            base_url=_HOME,
            headers={"Cookie": self.cookies[persona], "Referer": f"{_HOME}/"},
            data={"csrf_token": self.form_token} if method in METHODS[3:] else None,
            buffered=True,
        )
        found = Answer(class_of(answer), _without_nonces(answer, list(values.values())))
        answer.close()
        self._go_back()
        return found

    def _values(self, rule: Rule, persona: str, whose: str) -> dict[str, str]:
        names = sorted(rule.arguments - set(rule.defaults or {}))
        values = {name: self._value(rule, name, persona, whose) for name in names}
        if "round_id" in names and len(names) > 1:
            # The right round all the same: what is asked for does not lie in it.
            values["round_id"] = self._value(rule, "round_id", persona, OWN)
        return values

    def _value(self, rule: Rule, name: str, persona: str, whose: str) -> str:
        steps = rule.rule.split("/")
        before = steps[next(at for at, step in enumerate(steps) if f"{name}>" in step) - 1]
        kinds = self.objects.get((before, name)) or self.objects[steps[1], name]
        own, other = kinds.get(persona) or kinds[""]
        # Of the same length as the other's: only whether it exists tells the two apart.
        return {OWN: own, OTHER: other, ABSENT: other[::-1]}[whose]

    def _version(self) -> int:
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def _go_back(self) -> None:
        if self._version() != self._seen:
            self._before.backup(self._file)
            self._seen = self._version()


def class_of(answer: TestResponse) -> str:
    """What an answer amounts to for whoever asked."""
    if 300 <= answer.status_code < 400:
        where = answer.headers["Location"]
        kinds = {"/account/login": "sign-in", "/account/enrol": "enrol"}
        return next((kind for path, kind in kinds.items() if where.startswith(path)), "open")
    known = {404: "not-found", 405: "not-allowed", 422: "open"}
    return known.get(answer.status_code, "open" if answer.status_code < 300 else "refused")


def _without_nonces(answer: TestResponse, asked_for: list[str]) -> tuple[object, ...]:
    headers = [
        (name, _COOKIE.sub("=", value, count=1) if name == "Set-Cookie" else value)
        for name, value in answer.headers
    ]
    plain, body = repr(headers), _TOKEN.sub(rb"\1", answer.get_data())
    for value in asked_for:
        for slash in ("/", "%2F"):
            plain = plain.replace(f"{slash}{value}", slash)
            body = body.replace(f"{slash}{value}".encode(), slash.encode())
    return answer.status_code, plain, body


def world_in(app: Flask, session: Session, now: datetime) -> World:
    """The programme in this app, with everybody in it. Called within a context of the app."""
    make = Make(session, now=now)
    near, far = Road(session, make, now=now), Road(session, make, now=now)
    people = _people(make, near, far)
    matches = _matches(near, people) | _elsewhere(far)
    desk = _on_the_desk(app, near, now), _on_the_desk(app, far, now)
    tokens = _tokens(session, people, matches, now)
    passkeys = {name: _a_passkey(session, people[name], now) for name in _WITH_PASSKEY}
    questions = {name: _a_question(session, matches[name], name, now) for name in _ASKED_THEMSELVES}
    circles = [
        _a_circle(near, session.get_one(Profile, matches[name].mentee_id), now)
        for name in ("mentee", "other mentee")
    ]
    comes = {"profile_id": matches["mentee"].mentee_id, "joined_at": now}
    session.add(CircleSeat(circle_id=_a_circle(near, None, now), **comes))
    session.commit()
    cookies = {name: cookie_of(app, session, people.get(name), name, now) for name in PERSONAS}
    session.commit()
    world = World(app, cookies, _form_token(app))
    world.objects.update(_objects(matches, desk, tokens))
    for side, first in (("mentee", "home"), ("mentor", "mentor")):
        own, other = questions[side], questions[f"other {side}"]
        both = {"": (own, other), side: (own, other), f"other {side}": (other, own)}
        world.objects[first, "check_in_id"] = both
        # By one address for both sides.
        world.objects.setdefault(("question", "check_in_id"), {}).update(both)
    own, other = circles
    # To the team another one is a handle that stands for something else.
    nothing = desk[0]["profile_id"]
    of_circles = {"": (own, nothing), "mentee": (own, other), "other mentee": (other, own)}
    world.objects["circles", "circle_id"] = of_circles
    world.objects["passkeys", "passkey_id"] = _twins(*(passkeys[name] for name in _WITH_PASSKEY))
    return world


def _people(make: Make, near: Road, far: Road) -> dict[str, Account]:
    """Everybody who can have a cookie."""
    mentee, mentor = RoleName.MENTEE, RoleName.MENTOR
    people = {
        "unconfirmed": make.an_account(mentee, confirmed=False),
        "expired session": make.a_coordinator(),
        "deactivated": make.an_account(mentee, mentor),
        "mentee": near.a_mentee(),
        "other mentee": near.a_mentee(email="other.mentee@example.org", name="Ilse Amsel"),
        "mentor": near.a_mentor(),
        "other mentor": near.a_mentor(email="other.mentor@example.com", name="Mona Plover"),
        "unvetted mentor": make.an_account(mentor),
        "coordinator": near.coordinator,
        "conflicted coordinator": make.an_account(RoleName.COORDINATOR),
        "no second factor": make.an_account(RoleName.COORDINATOR),
    }
    people["deactivated"].active = False
    _let_her_work(make, people["conflicted coordinator"])
    newcomer = near.a_profile(
        Side.MENTOR, account=people["unvetted mentor"], email="new@example.net", name="Tove Tran"
    )
    newcomer.vetted_at = None
    make.session.flush()
    return people


def _let_her_work(make: Make, colleague: Account) -> None:
    """She works where all mentees of this world do."""
    colleague.tf_primary_method, colleague.tf_totp_secret = "authenticator", "not asked for"
    colleague.mf_recovery_codes = ["0000-0000-0000"]
    place = ("Alder General Hospital", None)
    about = {"places": [place], "names": ["Greta Quispe"], "told_at": make.now}
    make.session.add(TeamMember(account_id=colleague.id, **about))


def _matches(road: Road, people: Mapping[str, Account]) -> dict[str, Match]:
    """Each of the four waits for an answer of their own; two more are somebody else's."""
    third = road.a_mentor(email="third@example.com", name="Sanne Lindqvist", capacity="4")
    asking = [
        road.a_mentee(email=f"asks{number}@example.org", name=f"Asks {word}")
        for number, word in enumerate(("Wangari", "Yuki"))
    ]
    pairs = {
        "mentee": (people["mentee"], third),
        "other mentee": (people["other mentee"], third),
        "mentor": (asking[0], people["mentor"]),
        "other mentor": (asking[1], people["other mentor"]),
    }
    road.a_profile(Side.MENTEE, email="d@example.org", name="Lupe Haidari", words=DISTRESS)
    road.a_profile(Side.MENTEE, email="e@example.org", name="Ruth Okparaebo", keep_apart="?")
    road.close()
    found = {name: road.propose(*pair) for name, pair in pairs.items()}
    for name in ("mentee", "other mentee"):
        road.ask_her(found[name])
    for name, her in zip(("mentor", "other mentor"), asking, strict=True):
        road.ask_mentor(found[name], her)
    return found


def _elsewhere(road: Road) -> dict[str, Match]:
    """A pair of another round, and somebody whose words a person has to read."""
    her = road.a_profile(Side.MENTEE, email="far@example.org", name="Amina Vanterpool")
    mentor = road.a_profile(Side.MENTOR, email="farther@example.com", name="Greta Tran")
    road.a_profile(Side.MENTEE, email="f@example.org", name="Far Away", words=DISTRESS)
    road.close()
    return {"far": road.propose(her, mentor)}


def _on_the_desk(app: Flask, road: Road, now: datetime) -> dict[str, str]:
    """What lies on the desk of this round: its handles by what they are called in addresses."""
    session = road.session
    desk = Desk(road, DeskBrowser(app), now=now)
    her = session.scalars(
        select(Participation.profile_id).where(
            Participation.round_id == road.round.id, Participation.side == Side.MENTEE
        )
    ).first()
    assert her is not None
    stranger = next((one.id for _, one in newcomers(session, road.round).waiting), "")
    made = _a_decision(road, her), _a_sheet(road)
    session.add_all((*made, _a_look(road, her)))
    session.flush()
    return {
        "round_id": road.round.id,
        "profile_id": her,
        "newcomer": stranger,
        "run_id": desk.a_run().id,
        "decision_id": made[0].id,
        "import_id": made[1].id,
        "item_id": desk.open_items()[0].id,
    }


def _a_look(road: Road, her: str) -> RoundCheck:
    """What a look has found: something that a person has to read. The mathematics stay unloaded."""
    item = Item(
        id="0" * 63 + ("1" if road.round.state == "introducing" else "2"),
        kind=QuestionKind.WORRY,
        urgency=Urgency.TODAY,
        text="Somebody has to read this.",
        people=(her,),
        choices=(Choice.FREE, Choice.OUT),
    )
    return RoundCheck(
        round_id=road.round.id,
        asked=1,
        asked_at=road.now,
        checked=1,
        checked_at=road.now,
        findings={"items": [item.as_json()]},
    )


def _a_decision(road: Road, her: str) -> TeamDecision:
    return TeamDecision(
        round_id=road.round.id,
        topic="0" * 64,
        kind=QuestionKind.WORRY,
        choice=Choice.FREE,
        text="Somebody has to read this.",
        answer="",
        told={},
        first_id=her,
        change=0,
        register_change={},
        decided_by=road.coordinator.id,
        decided_at=road.now,
    )


def _a_sheet(road: Road) -> SheetImport:
    return SheetImport(
        round_id=road.round.id,
        kind=SheetKind.MENTEES,
        state=ImportState.DISCARDED,
        file_name="mentees.csv",
        content=b"",
        findings={},
        uploaded_by=road.coordinator.id,
        uploaded_at=road.now,
    )


def _tokens(
    session: Session, people: Mapping[str, Account], matches: Mapping[str, Match], now: datetime
) -> dict[str, str]:
    """One of every kind of link that a letter carries, all of them open."""
    unclaimed = session.scalars(select(Profile).where(Profile.account_id.is_(None))).first()
    assert unclaimed is not None
    asked = matches["mentor"]
    claim, answer = (
        make_link(session, purpose=purpose, profile_id=profile_id, now=now, match_id=asked.id)
        for purpose, profile_id in (
            (LinkPurpose.CLAIM_ACCOUNT, unclaimed.id),
            (LinkPurpose.ANSWER_REQUEST, asked.mentor_id),
        )
    )
    return {
        "claim": claim,
        "answer": answer,
        "room": _a_room_link(session, asked, now),
        "confirm": generate_confirmation_token(people["unconfirmed"]),
        "reset": generate_reset_password_token(people["mentee"]),
    }


def _a_room_link(session: Session, asked: Match, now: datetime) -> str:
    """The letter that asks a mentor whether there is room in a round that takes sign-ups."""
    open_round = create_round(session, name="Next", closes_on=None, time_zone="UTC", now=now)
    return make_link(
        session,
        purpose=LinkPurpose.ROOM_THIS_ROUND,
        profile_id=asked.mentor_id,
        round_id=open_round.id,
        now=now,
    )


def _a_passkey(session: Session, account: Account, now: datetime) -> str:
    made = Credential(account.fs_uniquifier.encode(), b"not asked for here", 0)
    passkey = add_passkey(session, account, made, name="Phone", user_handle=b"?", now=now)
    return passkey.id


def _a_question(session: Session, match: Match, whose: str, now: datetime) -> str:
    """How it goes: one of the pair was asked it."""
    line = CheckIn(
        match_id=match.id,
        profile_id=match.mentee_id if whose.endswith("mentee") else match.mentor_id,
        moment=Moment.DAY_14,
        due_at=now,
        asked_at=now,
    )
    session.add(line)
    session.flush()
    return line.id


def _a_circle(road: Road, only_for: Profile | None, now: datetime) -> str:
    """A circle, or one conversation that is offered to this mentee alone."""
    offer = Offer(
        title="Contracts",
        words="",
        held_by="Ileana Brightwater",
        works_at=(),
        join_at="https://meet.example.org/once",
        spoken="English",
        times=Times((now + timedelta(days=2)).date(), time(12), "UTC", 30, Repeats.ONCE),
        seats=1,
        cameras_optional=True,
    )
    made = offer_circle(road.session, offer, by=road.coordinator, now=now, only_for=only_for)
    return made.id


def _twins(own: str, other: str) -> dict[str, tuple[str, str]]:
    mentee, another = _WITH_PASSKEY
    return {"": (own, other), mentee: (own, other), another: (other, own)}


def _objects(
    matches: Mapping[str, Match], desk: tuple[dict[str, str], ...], tokens: Mapping[str, str]
) -> dict[tuple[str, str], dict[str, tuple[str, str]]]:
    """What each name in an address can stand for: what is theirs, and what is not."""
    near, far = desk
    twins = {}
    for side in ("mentee", "mentor"):
        own, other = matches[side].id, matches[f"other {side}"].id
        twins[side] = {"": (own, other), side: (own, other), f"other {side}": (other, own)}
    objects = {("desk", name): {"": (near[name], far[name])} for name in near}
    return objects | {
        # A round is the team's; another's is a handle that stands for something else.
        ("desk", "round_id"): {"": (near["round_id"], near["profile_id"])},
        ("desk", "match_id"): {"": (matches["mentor"].id, matches["far"].id)},
        ("new-mentors", "profile_id"): {"": (near["newcomer"], far["profile_id"])},
        ("desk", "event"): {"": ("finish", "nonsense")},
        ("home", "match_id"): twins["mentee"],
        ("mentor", "match_id"): twins["mentor"],
        ("answer", "token"): {"": (tokens["answer"], tokens["claim"])},
        ("room", "token"): {"": (tokens["room"], tokens["claim"])},
        ("claim", "token"): {"": (tokens["claim"], tokens["answer"])},
        ("confirm", "token"): {"": (tokens["confirm"], tokens["reset"])},
        ("reset", "token"): {"": (tokens["reset"], tokens["confirm"])},
        ("tf-setup", "token"): {"": (tokens["reset"], tokens["confirm"])},
        ("yours", "number"): {"": ("1", "23")},
        ("sign-up", "number"): {"": ("1", "23")},
        ("static", "filename"): {"": ("favicon.svg", "no-such.css")},
    }


FRESH = 4_000_000_000


def cookie_of(
    app: Flask, session: Session, account: Account | None, persona: str, now: datetime
) -> str:
    """The cookie of this persona's browser, with the same token for forms in each."""
    visit: dict[str, object] = {"csrf_token": _FORM_SECRET}
    if account is not None:
        token = start_sign_in(session, account, now=now)
        seen = int(now.timestamp())
        visit |= {"_user_id": account.fs_uniquifier, "token": token, "seen": seen}
        # However long the tests take, everybody has just given her password.
        visit |= {"fs_paa": FRESH, "fs_gexp": FRESH, "_fresh": True}
    if persona == "expired session":
        for row in session.scalars(select(SignIn).where(SignIn.account_id == account.id)):
            row.ends_at = now - timedelta(minutes=1)
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(visit)}"


def _form_token(app: Flask) -> str:
    signer = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token")
    return str(signer.dumps(_FORM_SECRET))
