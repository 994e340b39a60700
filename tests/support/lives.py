"""People with a life behind them: what each of them said is unmistakable, wherever it lies."""

import base64
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.lifecycle import Actor
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.base import Base
from mentorship.models.check import RoundCheck, TeamDecision
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import (
    ImportedRow,
    ImportState,
    MatchingRun,
    RowOutcome,
    RunState,
    SheetImport,
    SheetKind,
)
from mentorship.services import kept_apart, matches
from mentorship.services.audit import record
from mentorship.services.institutions import add_spelling
from support.road import Road

# Where a pair can stand when one of its two asks for everything to be deleted.
STAGES = (
    "alone",
    "proposed",
    "held",
    "set aside",
    "confirmed",
    "asked",
    "passed",
    "she knows them",
    "agreed",
    "declined",
    "mentor knows her",
    "introduced",
    "ended",
)
# For a mentor these come to the same as others do.
_MENTORS = ("proposed", "asked", "passed", "agreed", "mentor knows her", "introduced", "ended")
# What a reader would refuse or hold; the rest may say anything.
_READ = (
    Field.STATED_AT,
    Field.EMAIL,
    Field.NAME,
    Field.WORKPLACE,
    Field.STAGE,
    Field.SPECIALTY,
    Field.CAPACITY,
    Field.AGREEMENT,
    Field.WORDS_SHARED,
    Field.SLOTS,
    Field.FORMATS,
    Field.LANGUAGES,
    Field.KEEP_APART,
    Field.ROLES,
    Field.TOPICS,
)


@dataclass
class Life:
    """Somebody, the other one of her pair, and everything that is hers alone.

    canaries  words that stand nowhere else
    The ids can be read without asking the database, which somebody else may be writing to.
    """

    number: int
    side: Side
    stage: str
    account: Account
    profile: Profile
    other: Account
    match: Match | None = None
    link: str = ""
    canaries: list[str] = field(default_factory=list)
    profile_id: str = ""
    account_id: int = 0
    other_id: int = 0
    match_id: str = ""

    @property
    def name(self) -> str:
        return f"{self.number} {self.side} {self.stage}"


def lives(road: Road) -> list[Life]:
    """Twenty people, each at another point of the road, in a round that is under review."""
    cases = [*((Side.MENTEE, one) for one in STAGES), *((Side.MENTOR, one) for one in _MENTORS)]
    people = [_somebody(road, number, *case) for number, case in enumerate(cases)]
    road.close()
    for life in people:
        _propose(road, life)
    _ask(road, [life for life in people if life.stage in STAGES[5:]])
    for life in people:
        _go_on(road, life)
        life.profile_id, life.account_id = life.profile.id, life.account.id
        life.other_id, life.match_id = life.other.id, life.match.id if life.match else ""
    return people


def _somebody(road: Road, number: int, side: Side, stage: str) -> Life:
    said = _answers(side, number)
    other_side = Side.MENTOR if side is Side.MENTEE else Side.MENTEE
    sign_up: dict[Side, Callable[..., Account]] = {
        Side.MENTEE: road.a_mentee,
        Side.MENTOR: road.a_mentor,
    }
    account = sign_up[side](**said)
    other = sign_up[other_side](
        email=f"other{number}@example.net", name=f"Otheria {_WORDS[number]} Quill"
    )
    profile = road._profile(account, side)
    canaries = [word for word in said.values() if "zq7" in word]
    return Life(number, side, stage, account, profile, other, canaries=canaries)


_WORDS = [
    f"{a}{b}"
    for a in ("Bel", "Cor", "Dra", "Fen", "Gul", "Hol")
    for b in ("ba", "do", "mi", "ru", "ta")
]


def _answers(side: Side, number: int) -> dict[str, str]:
    """Every answer of this side unmistakable, where the readers leave it as it is."""
    words = {
        of.value: f"zq7{of.value.replace('_', '')}{number:02d}x"
        for owner, of in REGISTRY
        if owner is side and of not in _READ
    }
    return {
        **words,
        "email": f"zq7mail{number:02d}x@example.org",
        "name": f"Zq7name{_WORDS[number]} Zq7surname{_WORDS[number]}",
        "keep_apart": f"Zq7apart{_WORDS[number]} Malvolio",
    }


def _propose(road: Road, life: Life) -> None:
    if life.stage == "alone":
        return
    life.match = road.propose(*_two(life))
    life.match.explanation = {**life.match.explanation, "staff": [life.canaries[0]]}
    life.canaries.append(_why(life))


def _why(life: Life) -> str:
    return f"zq7why{life.number:02d}x"


def _ask(road: Road, people: list[Life]) -> None:
    """All of them at once: asking goes over the whole round."""
    for match in (life.match for life in people):
        assert match is not None
        matches.confirm(road.session, match, by=road.coordinator, now=road.now)
    matches.send_letters(road.session, road.round, by=road.coordinator, now=road.now)
    road.session.commit()


def _go_on(road: Road, life: Life) -> None:
    """The pair goes as far as its stage says."""
    if life.match is None:
        return
    before_asking(road, life, life.match)
    if life.stage in STAGES[8:]:
        matches.agree(road.session, life.match, by=_two(life)[0], now=road.now)
        road.session.commit()
        after_asking(road, life, life.match)
    road.session.commit()
    life.link = _link(road.session, life.match)


def before_asking(road: Road, life: Life, match: Match) -> None:
    session, now, by, why = road.session, road.now, road.coordinator, _why(life)
    match life.stage:
        case "held":
            matches.hold(session, match, by=by, now=now, why=why)
        case "set aside":
            matches.set_aside(session, match, by=by, now=now, why=why)
        case "confirmed":
            matches.confirm(session, match, by=by, now=now)
        case "passed":
            matches.pass_on(session, match, by=_two(life)[0], now=now)
        case "she knows them":
            matches.keep_apart(session, match, by=_two(life)[0], now=now)


def after_asking(road: Road, life: Life, match: Match) -> None:
    session, now, link = road.session, road.now, road.link(match)
    match life.stage:
        case "declined" | "mentor knows her":
            matches.decline(session, match, link=link, now=now, why=_why(life))
            if life.stage == "mentor knows her":
                kept_apart.keep_mentor_apart(session, match, now=now)
        case "introduced" | "ended":
            assert matches.accept(session, match, link=link, now=now)
            if life.stage == "ended":
                by = _two(life)[0]
                matches.end(session, match, actor=Actor.MENTEE, by=by, now=now)


def _two(life: Life) -> tuple[Account, Account]:
    return (life.account, life.other) if life.side is Side.MENTEE else (life.other, life.account)


def _link(session: Session, match: Match) -> str:
    """Where the mentor's letter leads, if there was one."""
    letter = session.scalar(
        select(Letter).where(Letter.match_id == match.id, Letter.kind == LetterKind.MENTOR_QUESTION)
    )
    return letter.link or "" if letter else ""


def leave_traces(road: Road, people: list[Life]) -> None:
    """The team has read, decided, computed and brought in sheets: everybody stands in all of it."""
    session, now = road.session, road.now
    for life in people:
        _traces_of(road, life)
    session.add(
        RoundCheck(
            round_id=road.round.id,
            asked=1,
            asked_at=now,
            checked=1,
            checked_at=now,
            findings={
                "items": [_item(life) for life in people],
                "held": [life.profile.id for life in people],
                "one_human": [[life.profile.id, life.profile.id] for life in people],
                "heard": {
                    life.profile.id: ["", [["distress", life.canaries[0]]]] for life in people
                },
                "closed_names": [],
            },
        )
    )
    session.add(
        MatchingRun(
            round_id=road.round.id,
            state=RunState.DONE,
            step="Done",
            steps_done=1,
            steps_total=1,
            requested_at=now,
            finished_at=now,
            report={
                "waiting": [
                    {"mentee": life.profile.id, "cause": "held", "reason": life.canaries[0]}
                    for life in people
                ],
                "mentors_without": {life.profile.id: life.canaries[0] for life in people},
                "others": {life.profile.id: [{"mentor": life.profile.id}] for life in people},
            },
            failure="",
        )
    )
    _sheets(road, people)
    session.commit()


def _heard(life: Life) -> list[object]:
    return ["", [["distress", life.canaries[0]]]]


def _item(life: Life) -> dict[str, object]:
    return {
        "id": f"item{life.number}",
        "kind": "worry",
        "urgency": "today",
        "text": life.canaries[0],
        "people": [life.profile.id],
        "choices": ["free"],
        "answers": None,
        "spelling": "",
        "perhaps": [],
        "match": None,
    }


def _traces_of(road: Road, life: Life) -> None:
    session, now = road.session, road.now
    words = f"zq7team{life.number:02d}x"
    spelling = f"zq7spelling{life.number:02d}x"
    life.canaries += [words, spelling]
    record(
        session,
        by=road.coordinator,
        verb=Verb.REVEAL,
        subject=life.profile.id,
        reason=words,
        now=now,
    )
    add_spelling(session, "Alder General Hospital", spelling=spelling, now=now)
    session.add(
        TeamDecision(
            round_id=road.round.id,
            topic=f"{life.number:064x}",
            kind=QuestionKind.INSTITUTION,
            choice=Choice.ALIAS,
            text=words,
            answer="Alder General Hospital",
            told={},
            first_id=life.profile.id,
            change=1,
            register_change={
                "name": "Alder General Hospital",
                "spelling": spelling,
                "new": False,
            },
            decided_by=road.coordinator.id,
            decided_at=now,
        )
    )


def _sheets(road: Road, people: list[Life]) -> None:
    """One that is in, with everybody's words; and one for each person that still waits."""
    text = io.StringIO()
    csv.writer(text).writerows(life.canaries for life in people)
    session, now = road.session, road.now
    came_in = _sheet(road, text.getvalue().encode(), ImportState.BROUGHT_IN)
    came_in.findings = {
        "new": len(people),
        "updated": [],
        "unchanged": 0,
        "columns": [{"name": "Name", "samples": [life.canaries[0] for life in people]}],
        "problems": [{"row": 1, "problem": life.canaries[0]} for life in people],
    }
    session.add(came_in)
    session.flush()
    for life in people:
        session.add(
            ImportedRow(
                import_id=came_in.id,
                profile_id=life.profile.id,
                outcome=RowOutcome.UPDATED,
                joined=False,
                changes={"words": [life.canaries[0], life.canaries[1]]},
            )
        )
        charset = "utf-8" if life.number % 2 else "utf-16"
        waits = _sheet(road, ",".join(life.canaries).encode(charset), ImportState.DRY_RUN)
        waits.uploaded_at = now
        session.add(waits)


def _sheet(road: Road, content: bytes, state: ImportState) -> SheetImport:
    return SheetImport(
        round_id=road.round.id,
        kind=SheetKind.MENTEES,
        state=state,
        file_name="sheet.csv",
        content=content,
        findings={},
        uploaded_by=road.coordinator.id,
        uploaded_at=road.now,
        brought_in_at=road.now if state is ImportState.BROUGHT_IN else None,
        corrections={},
    )


def everything_stored(session: Session, *, but: Iterable[str] = ()) -> str:
    """Every value of every column of every table, decrypted. `but` names columns to leave out."""
    session.rollback()
    return "\n".join(_rows(session, frozenset(but)))


def _rows(session: Session, but: frozenset[str]) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        columns = [one for one in table.columns if f"{table.name}.{one.name}" not in but]
        for row in session.execute(select(*columns)):
            yield f"{table.name} {_text(row)}".casefold()


def _text(row: Iterable[object]) -> str:
    return " ".join(
        one.decode("utf-16" if one[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        if isinstance(one, bytes)
        else repr(one)
        for one in row
    )


def in_files(folder: Path, words: Iterable[str]) -> list[str]:
    """Which of these words stand in any file of the folder, in any of the usual encodings."""
    files = [file.read_bytes().lower() for file in sorted(folder.rglob("*")) if file.is_file()]
    return [word for word in words if any(one in file for one in _encoded(word) for file in files)]


def _encoded(word: str) -> list[bytes]:
    plain = word.lower().encode()
    return [
        plain,
        word.lower().encode("utf-16-le"),
        word.lower().encode("utf-16-be"),
        plain.hex().encode(),
        quote(word.lower()).encode(),
        # The middle of it, for it may begin at any of three places.
        *(base64.b64encode(bytes(shift) + word.encode())[4:-4].lower() for shift in range(3)),
    ]
