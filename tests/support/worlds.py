"""Worlds in which the same story happens with her and without her.

A world is told from a seed. Everything that is drawn for others is drawn from one stream and all
that is drawn for her from another, so that she changes nothing but what she does herself.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from mentorship.app import create_app
from mentorship.db import db
from mentorship.domain.lifecycle import MatchState, RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, Role, RoleName
from mentorship.models.check_in import CheckIn
from mentorship.models.keys import email_key
from mentorship.models.letter import LinkPurpose, LinkToken
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, Round, SheetKind
from mentorship.post.deliver import deliver_due
from mentorship.post.render import Stationery
from mentorship.services import matches
from mentorship.services.accounts import start_sign_in
from mentorship.services.asking import ask_how_it_goes
from mentorship.services.checking import look_over
from mentorship.services.erasure import take_out
from mentorship.services.imports import bring_in, look_through
from mentorship.services.institutions import add_lines
from mentorship.services.leaving import withdraw
from mentorship.services.profiles import sign_up
from mentorship.services.proposals import carry_out
from mentorship.services.rounds import create_round, move_round
from mentorship.services.runs import claim_run, finish_run, request_run
from mentorship.services.sight import code_of
from mentorship.services.team import Told, tell
from mentorship.services.told_team import write_to_team
from support.desk import a_sheet
from support.road import MENTEE_ANSWERS, MENTOR_ANSWERS
from support.swift_database import made_swift

HER_PLACE, FEARED = "Alder General Hospital", "Malvolio Thistlewood"
HER_NAME, UNKNOWN_PLACE = "Hodan Zebrafinch", "The old mill, third floor"
# Alder and Birch are one system; Cedar is affiliated with Alder; the others stand alone.
PLACES = (
    {"name": HER_PLACE, "part_of": "Alder Health"},
    {"name": "Birch Clinic", "part_of": "Alder Health"},
    {"name": "Cedar Institute", "affiliated_with": HER_PLACE},
    {"name": "Lakeview Hospital"},
    {"name": "Northgate Infirmary"},
    {"name": "Quarry Bank Hospital"},
    {"name": "Saltmarsh Hospital"},
)
ELSEWHERE = tuple(place["name"] for place in PLACES[3:])
NEAR_HER = tuple(place["name"] for place in PLACES[:3])
NAMES = (
    "Wangari Plover",
    "Ilse Vanterpool",
    "Mona Amsel",
    "Ruth Okparaebo",
    "Tove Lindqvist",
    "Amina Haidari",
    "Greta Quispe",
    "Lupe Tran",
    "Sanne Ferreira",
    "Yuki Bramblewick",
    "Nadia Oyelaran",
    "Pia Sundqvist",
)
# What becomes of a pair, step by step; a story ends anywhere on its road.
FATES = (
    ("set_aside",),
    ("hold",),
    (),
    ("confirm",),
    ("confirm", "ask"),
    ("confirm", "ask", "pass"),
    ("confirm", "ask", "agree"),
    ("confirm", "ask", "agree", "decline"),
    ("confirm", "ask", "agree", "accept"),
    ("confirm", "ask", "agree", "accept", "end"),
)
HER_FATES = (*FATES, None, None)  # None: nobody was found for her
HER_END = ("stays", "stays", "withdraws", "is erased")
_FIELDS = ("General surgery", "Cardiology", "Pediatrics", "Radiology", "Psychiatry")
_STEPS = ("set_aside", "hold", "confirm", "ask", "pass", "agree", "decline", "accept", "end")
_START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    moment: datetime = _START

    def __call__(self) -> datetime:
        return self.moment

    def later(self, **step: float) -> datetime:
        self.moment += timedelta(**step)
        return self.moment


@dataclass(frozen=True)
class Letters:
    """The far end of the post: what arrived, and when."""

    clock: Clock
    arrived: list[tuple[datetime, EmailMessage]] = field(default_factory=list)

    def carry(self, message: EmailMessage) -> None:
        self.arrived.append((self.clock(), message))


@dataclass(frozen=True)
class Others:
    """What happens to everybody else, the same with her and without her.

    mentees, mentors  (key, name, workplace)
    pairs             (mentee, mentor, fate); where the computation pairs, (mentee, "", fate)
    by_sheet          the mentees whom a coordinator brings in with one sheet
    her_turn          how many of the others sign up before her
    by_x              the coordinator at her employer confirms the page, or sends the letters
    looks_early       that coordinator looks before the letters leave; else at the end
    computed          the pairs are found by the matching run, and not told here
    """

    number: int
    mentees: Sequence[tuple[str, str, str]]
    mentors: Sequence[tuple[str, str, str]]
    pairs: Sequence[tuple[str, str, Sequence[str]]]
    by_sheet: frozenset[str]
    her_turn: int
    by_x: frozenset[str]
    looks_early: bool
    computed: bool


@dataclass(frozen=True)
class Hers:
    """What happens to her.

    pair      (mentor, fate), or None where nobody is found for her
    by_sheet  her row stands on the sheet of the others, between their rows
    """

    place: str
    pair: tuple[str, Sequence[str]] | None
    end: str
    by_sheet: bool


def others(number: int) -> Others:
    """The story of everybody else."""
    rng = random.Random(f"others {number}")
    computed = number % 3 == 1
    names = rng.sample(NAMES, len(NAMES))
    how_many = 2 if computed else rng.randint(2, 4)
    mentees = [(f"mentee{n}", names.pop(), rng.choice(ELSEWHERE)) for n in range(how_many)]
    # The first is the one she excluded, the second one from around her; the rest may suit her.
    mentors = [("mentor0", FEARED, ELSEWHERE[0]), ("mentor1", names.pop(), rng.choice(NEAR_HER))]
    mentors += [
        (f"mentor{n}", names.pop(), rng.choice(ELSEWHERE)) for n in range(2, rng.randint(3, 5))
    ]
    return Others(
        number=number,
        mentees=mentees,
        mentors=mentors,
        pairs=list(_pairs(rng, mentees, mentors, computed=computed)),
        by_sheet=frozenset(key for key, _, _ in mentees[:2] if number % 2),
        her_turn=rng.randint(0, len(mentees) + len(mentors)),
        by_x=frozenset(one for one in ("confirm", "ask") if rng.random() < 0.4),
        looks_early=rng.random() < 0.5,
        computed=computed,
    )


def _pairs(
    rng: random.Random,
    mentees: Sequence[tuple[str, str, str]],
    mentors: Sequence[tuple[str, str, str]],
    *,
    computed: bool,
) -> Iterator[tuple[str, str, Sequence[str]]]:
    free = [one for one in mentors if rng.random() < 0.7]
    for mentee, _, place in mentees:
        # Nobody proposes two of one place: the next look, whoever asks for it, would hold them.
        fitting = [one for one in free if one[2] != place]
        if computed:
            yield mentee, "", rng.choice(FATES)
        elif fitting and rng.random() < 0.85:
            chosen = rng.choice(fitting)
            free.remove(chosen)
            yield mentee, chosen[0], rng.choice(FATES)


def hers(seed: int, told: Others) -> Hers:
    """Her own story among these others."""
    rng = random.Random(f"her {seed}")
    # Whose workplace nobody knows waits for the team, and nobody is found for her.
    place = rng.choice((HER_PLACE, HER_PLACE, "Birch Clinic", UNKNOWN_PLACE))
    fate = rng.choice(HER_FATES)
    mentor = rng.choice(told.mentors[2:])[0]
    return Hers(
        place=place,
        pair=None if fate is None or place == UNKNOWN_PLACE else (mentor, fate),
        end=rng.choice(HER_END),
        by_sheet=bool(told.by_sheet) and rng.random() < 0.5,
    )


def _answers(side: Side, key: str, name: str, place: str) -> dict[Field, str]:
    ordinary = MENTEE_ANSWERS if side is Side.MENTEE else MENTOR_ANSWERS
    answers = {
        **ordinary,
        Field.NAME: name,
        Field.WORKPLACE: place,
        # Everybody has one mentor who fits best: equals would be told apart by who else is there.
        Field.SPECIALTY: _FIELDS[int(key[-1])] if key != "her" else _FIELDS[3],
        Field.KEEP_APART: f"Dr. {FEARED}" if key == "her" else "",
        Field.WORDS: "",
    }
    return answers | ({Field.CAPACITY: "5"} if side is Side.MENTOR else {})


def _as_row(key: str, name: str, place: str) -> dict[str, str]:
    answers = _answers(Side.MENTEE, key, name, place)
    answers[Field.EMAIL] = f"{key}@example.com"
    return {field.value: words for field, words in answers.items()}


class House:
    """One app for many worlds: each begins with empty tables and the same keys."""

    def __init__(self, fresh: Path, folder: Path) -> None:
        self._fresh = fresh
        self.clock = Clock()
        self.instance = Path(shutil.copytree(fresh, folder / "instance"))
        settings = {"TESTING": True, "BASE_URL": "https://localhost", "ANSWER_SECONDS": 0.0}
        self.app: Flask = create_app(settings, instance=self.instance, clock=self.clock)
        with self.app.app_context():
            made_swift(db.engine)

    def emptied(self) -> None:
        """The tables are as on the first day, and the clock stands where it stood."""
        with self.app.app_context():
            db.engine.dispose()
        for file in self.instance.glob("mentorship.sqlite*"):
            file.unlink()
        for file in self._fresh.glob("mentorship.sqlite*"):
            shutil.copy(file, self.instance)
        self.clock.moment = _START


def _second_factor_is_set(account: Account) -> None:
    account.tf_primary_method, account.tf_totp_secret = "authenticator", "not asked for"
    account.mf_recovery_codes = ["0000-0000-0000"]


class World:
    """A story told with her, or without her where `hers` is None. Every step is the service's."""

    def __init__(self, house: House, told: Others, hers: Hers | None) -> None:
        self.house, self.others, self.hers = house, told, hers
        self.clock, self.letters = house.clock, Letters(house.clock)
        house.emptied()
        with house.app.app_context():
            self.engine = db.engine
        self.session = Session(self.engine, expire_on_commit=False)
        self.people: dict[str, Profile] = {}
        self.sheet_ids: list[str] = []
        self.pairs: dict[tuple[str, str], Match] = {}
        self.random_handles: list[str] = []
        self.y = self._coordinator("y@example.org", places=())
        self.x = self._coordinator("x@example.org", places=((HER_PLACE, None),))
        # Where this one works is told by each test that follows what she does.
        self.z = self._account("z@example.org", RoleName.COORDINATOR)
        _second_factor_is_set(self.z)
        self.round: Round = self._open_round()
        self.round_id = self.round.id

    def _coordinator(self, email: str, *, places: Any) -> Account:
        account = self._account(email, RoleName.COORDINATOR)
        _second_factor_is_set(account)
        add_lines(self.session, PLACES, now=self.clock())
        name = "Xenia Waterhouse" if places else "Ysolde Fairbairn"
        tell(self.session, account, Told(places, (name,)), now=self.clock())
        self.session.commit()
        return account

    def _account(self, email: str, role: RoleName) -> Account:
        account = Account(
            email=email,
            active=True,
            created_at=self.clock(),
            confirmed_at=self.clock(),
            fs_uniquifier=f"{email:>064}",
            roles=[Role(name=role)],
        )
        self.session.add(account)
        self.session.commit()
        return account

    def _open_round(self) -> Round:
        round_ = create_round(
            self.session, name="Spring", closes_on=None, time_zone="UTC", now=self.clock()
        )
        # Drawn by chance for each round; who goes first may hang on it.
        round_.seed = 7
        move_round(self.session, round_, RoundEvent.OPEN, by=self.y, now=self.clock())
        self.session.commit()
        return round_

    # The story

    def everybody_signs_up(self) -> None:
        """One after the other, an hour apart; her hour passes in both worlds."""
        told = self.others
        coming = [(Side.MENTOR, *one) for one in told.mentors]
        coming += [(Side.MENTEE, *one) for one in told.mentees if one[0] not in told.by_sheet]
        random.Random(len(coming)).shuffle(coming)
        coming.insert(told.her_turn, (Side.MENTEE, "her", HER_NAME, ""))
        for side, key, name, place in coming:
            self.clock.later(hours=1)
            if key != "her":
                self._sign_up(side, key, name, place)
            elif self.hers and not self.hers.by_sheet:
                self._sign_up(side, key, name, self.hers.place)
            # As the worker does every minute, whoever came.
            self.deliver()
        self.clock.later(hours=1)
        if told.by_sheet:
            self._sheet_comes_in()

    def _sheet_comes_in(self) -> None:
        """A colleague of the programme brings the others in; her row may stand between theirs."""
        rows = [one for one in self.others.mentees if one[0] in self.others.by_sheet]
        if self.hers and self.hers.by_sheet:
            rows.insert(1, ("her", HER_NAME, self.hers.place))
        content = a_sheet(Side.MENTEE, *(_as_row(*one) for one in rows))
        sheet = look_through(
            self.session,
            self.round,
            kind=SheetKind.MENTEES,
            content=content,
            file_name="mentees.csv",
            by=self.y,
            now=self.clock(),
        )
        bring_in(self.session, sheet, by=self.y, now=self.clock())
        self.session.commit()
        self.sheet_ids.append(sheet.id)
        self.random_handles.append(sheet.id)
        for key, _, _ in rows:
            address = email_key(f"{key}@example.com")
            self.people[key] = self.session.scalars(
                select(Profile).where(Profile.email_key == address)
            ).one()
        for key in sorted(self.others.by_sheet):
            self.random_handles += [self.people[key].id, code_of(self.people[key].id)]

    def _sign_up(self, side: Side, key: str, name: str, place: str) -> None:
        account = self._account(f"{key}@example.com", RoleName(side.value))
        profile = Profile(
            id=f"{key:->22}",
            side=side,
            account_id=account.id,
            answers={},
            created_at=self.clock(),
            updated_at=self.clock(),
            vetted_at=self.clock(),
        )
        self.session.add(profile)
        self.session.flush()
        answers = _answers(side, key, name, place)
        sign_up(self.session, account, side, answers, round_=self.round, now=self.clock())
        self.session.commit()
        self.people[key] = profile

    def pairs_are_proposed(self) -> None:
        """A run that pairs, and tells who has nobody."""
        now = self.clock.later(hours=1)
        move_round(self.session, self.round, RoundEvent.CLOSE, by=self.y, now=now)
        self._look()
        run = request_run(self.session, self.round, by=self.y, now=self.clock())
        self.random_handles.append(run.id)
        self.session.commit()
        if self.others.computed:
            self._compute(run.id)
        else:
            self._as_told(run)
        self.session.commit()

    def _compute(self, run_id: str) -> None:
        """By the programme itself. Everybody has room for all, so that she takes nobody's place."""
        assert carry_out(sessionmaker(self.engine), run_id, clock=self.clock)
        self.session.expire_all()
        keys = {profile.id: key for key, profile in self.people.items()}
        for match in self.session.scalars(select(Match)).all():
            pair = keys[match.mentee_id], keys[match.mentor_id]
            # Drawn by chance, and what is equally good is listed in this order.
            handle = "".join(pair).rjust(22, "_")
            self.session.execute(update(Match).where(Match.id == match.id).values(id=handle))
            self.session.expunge(match)
            self.pairs[pair] = self.session.get_one(Match, handle)

    def _as_told(self, run: MatchingRun) -> None:
        claim_run(self.session, run.id, now=self.clock())
        move_round(self.session, self.round, RoundEvent.PROPOSE, by=self.y, now=self.clock())
        for number, (mentee, mentor, _fate) in enumerate(self.all_pairs()):
            self.pairs[mentee, mentor] = self._propose(mentee, mentor, number)
        finish_run(self.session, run, report=self._report(run), now=self.clock.later(seconds=2))

    def all_pairs(self) -> list[tuple[str, str, Sequence[str]]]:
        """Hers last, so that nothing about the others depends on it."""
        pair = self.hers.pair if self.hers else None
        told = [*self.others.pairs, *([("her", *pair)] if pair else [])]
        if not self.others.computed:
            return told
        fates = {mentee: fate for mentee, _, fate in told}
        found = sorted(self.pairs, key=lambda pair: (pair[0] == "her", pair))
        return [(mentee, mentor, fates.get(mentee, ())) for mentee, mentor in found]

    def asked_about_her(self) -> str | None:
        """The mentor who was asked about her, if one was."""
        fates = {mentor: fate for mentee, mentor, fate in self.all_pairs() if mentee == "her"}
        return next((mentor for mentor, fate in fates.items() if "agree" in fate), None)

    def _propose(self, mentee: str, mentor: str, number: int) -> Match:
        match = Match(
            id=f"{mentee}{mentor}".rjust(22, "_"),
            round_id=self.round.id,
            mentee_id=self.people[mentee].id,
            mentor_id=self.people[mentor].id,
            state=MatchState.PROPOSED,
            score=0.3 + number / 100,
            rank_for_mentee=1,
            explanation={
                "staff": ["Offers her topic"],
                "to_mentee": ["Glad to talk about it"],
                "to_mentor": ["Would like to talk about it"],
                "cautions": ["Look at the hours"] if number % 2 else [],
                "parts": {"needs": {"weight": 0.4, "closeness": 0.5}},
            },
            proposed_at=self.clock(),
        )
        self.session.add(match)
        self.session.flush()
        return match

    def _report(self, run: MatchingRun) -> dict[str, Any]:
        pairs = [(mentee, mentor) for mentee, mentor, _ in self.all_pairs()]
        paired = {one for pair in pairs for one in pair}
        alone = [key for key in self.people if key not in paired]
        waiting = [
            {
                "mentee": self.people[key].id,
                "cause": "ran_out",
                "reason": "Few places",
                "next": "Ask",
            }
            for key in alone
            if self.people[key].side is Side.MENTEE
        ]
        return {
            "pairs": [[self.people[a].id, self.people[b].id] for a, b in pairs],
            "waiting": waiting,
            "mentors_without": {
                self.people[key].id: (
                    "Has room. Everybody whom this mentor could meet has another mentor, or there "
                    "was nobody to meet."
                )
                for key in alone
                if self.people[key].side is Side.MENTOR
            },
            "questions": [],
            "recruit": [f"One more in surgery would help {len(waiting)}."] if waiting else [],
            "run": {
                "counts": {"pairs": len(pairs), "waiting": len(waiting)},
                "seconds": {"scores": 0.25, "gates": 0.5},
            },
        }

    def step(self, name: str) -> None:
        """Whoever is to take this step takes it; then the post leaves."""
        self.clock.later(hours=2)
        if name == "ask":
            if "ask" not in self.others.by_x:
                matches.send_letters(self.session, self.round, by=self.y, now=self.clock())
        else:
            taking = [one for one in self.all_pairs() if name in one[2]]
            for mentee, mentor, _ in taking:
                self._take(name, mentee, self.pairs[mentee, mentor])
            if not taking:
                return
        self.session.commit()
        self.deliver()

    def _take(self, name: str, mentee: str, match: Match) -> None:
        self.session.refresh(match)
        now, by, s = self.clock(), self.y, self.session
        hers = partial(self._account_of, mentee)
        moves: dict[str, tuple[MatchState, Callable[[], object]]] = {
            "confirm": (MatchState.PROPOSED, lambda: matches.confirm(s, match, by=by, now=now)),
            "hold": (MatchState.PROPOSED, lambda: matches.hold(s, match, by=by, now=now, why="?")),
            "set_aside": (
                MatchState.PROPOSED,
                lambda: matches.set_aside(s, match, by=by, now=now, why="Hours"),
            ),
            "pass": (
                MatchState.ASKED_MENTEE,
                lambda: matches.pass_on(s, match, by=hers(), now=now),
            ),
            "agree": (MatchState.ASKED_MENTEE, lambda: matches.agree(s, match, by=hers(), now=now)),
            "decline": (
                MatchState.ASKED_MENTOR,
                lambda: matches.decline(s, match, link=self._link(match), now=now),
            ),
            "accept": (
                MatchState.ASKED_MENTOR,
                lambda: matches.accept(s, match, link=self._link(match), now=now),
            ),
            "end": (
                MatchState.INTRODUCED,
                lambda: matches.end(s, match, actor=matches.Actor.MENTEE, by=hers(), now=now),
            ),
        }
        stands, move = moves[name]
        if match.state is stands:
            move()

    def _account_of(self, key: str) -> Account:
        """Her account; whoever came by a sheet opens it when she is first written to."""
        profile = self.people[key]
        if profile.account_id is None:
            account = self._account(f"{key}@example.com", RoleName(profile.side.value))
            profile.account_id = account.id
            self.session.commit()
        return self.session.get_one(Account, profile.account_id)

    def _link(self, match: Match) -> LinkToken:
        return self.session.scalars(
            select(LinkToken).where(
                LinkToken.match_id == match.id, LinkToken.purpose == LinkPurpose.ANSWER_REQUEST
            )
        ).one()

    def a_week_goes_by(self) -> None:
        self.clock.later(days=8)
        matches.lapse_overdue(self.session, now=self.clock())
        self.session.commit()
        self.deliver()

    def they_are_asked_how_it_goes(self) -> None:
        """Whoever was introduced is asked; she tells the team that something feels wrong."""
        self.clock.later(days=8)
        ask_how_it_goes(self.session, now=self.clock())
        asked = select(CheckIn).order_by(CheckIn.match_id, CheckIn.profile_id)
        with_her = {match.id for pair, match in self.pairs.items() if "her" in pair}
        found = (one for one in self.session.scalars(asked) if one.match_id not in with_her)
        self.random_handles += [one.id for one in found]
        for (mentee, _mentor), match in self.pairs.items():
            self.session.refresh(match)
            if mentee == "her" and match.state is MatchState.INTRODUCED:
                write_to_team(self.session, match, Side.MENTEE, "It feels wrong", now=self.clock())
        self.session.commit()
        self.deliver()

    def she_leaves(self) -> None:
        """As the plan says; her hour passes in both worlds."""
        self.clock.later(hours=1)
        if self.hers and self.hers.end != "stays":
            her = self.people["her"]
            account = self.session.get(Account, her.account_id) if her.account_id else None
            if self.hers.end == "withdraws":
                withdraw(self.session, her, now=self.clock())
            else:
                take_out(self.session, [her], account, now=self.clock())
            self.session.commit()
        self._look()
        self.deliver()

    def _look(self) -> None:
        """The worker looks over the round: in both worlds something has been asked for."""
        round_id = self.round.id
        self.session.commit()
        look_over(sessionmaker(self.engine), round_id, clock=self.clock)
        self.session.expire_all()

    def deliver(self) -> None:
        """Every letter that is due has arrived, and the test knows when."""
        self.session.commit()
        folder = Path(str(self.house.app.template_folder)) / "letters"
        deliver_due(
            sessionmaker(self.engine),
            carrier=self.letters,
            stationery=Stationery("https://localhost", "programs@example.org", folder),
            clock=self.clock,
        )

    def handles(self) -> list[str]:
        """The random handles that this world has drawn and that stand in addresses."""
        return [self.round_id, *self.random_handles]

    def visit(self, account: Account) -> str:
        """A sign-in of this account; the token for its cookie."""
        token = start_sign_in(self.session, account, now=self.clock())
        self.session.commit()
        return token
