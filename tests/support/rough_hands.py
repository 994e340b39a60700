"""The world of every persona, in the hands of somebody who sends what no page of ours would."""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus

from flask import Flask, got_request_exception
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule

from mentorship.models.account import RoleName
from mentorship.models.keys import use_keys_file
from mentorship.web.access import ANYONE, SIGNED_IN, who_may_open
from support.access_world import OWN, World

Pairs = tuple[tuple[str, str], ...]
FORM = "application/x-www-form-urlencoded"
# Answers can be given by whoever takes part in no round that is under way.
NEWCOMER = "newcomer"
_BEFORE_ANY_ROUND = (
    *(
        "mentee.sign_up",
        "mentee.screen",
        "mentee.pause",
        "mentee.own_answers",
        "mentee.start_afresh",
    ),
    "mentor.sign_up",
    "mentor.screen",
    "mentor.own_answers",
    "mentor.start_afresh",
)
_WHO = {
    ANYONE: "anonymous",
    SIGNED_IN: "mentee",
    RoleName.MENTEE: "mentee",
    RoleName.MENTOR: "mentor",
    RoleName.COORDINATOR: "coordinator",
}


@dataclass(frozen=True)
class Change:
    """One cell of the database that is not as before; the column + or - for a whole row."""

    table: str
    column: str
    row: int


@dataclass(frozen=True)
class Reply:
    """What came back, how long it took, what was changed, and what broke ("" for nothing)."""

    status: int
    text: str
    kind: str
    headers: Headers
    seconds: float
    changes: frozenset[Change]
    fault: str
    path: str = ""


@dataclass
class Hands(World):
    """Sends anything to any page, and takes back what it has changed.

    open_round  one to which sheets can still be brought in
    """

    open_round: str = ""
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        got_request_exception.connect(self._note, self.app)

    def send(
        self,
        persona: str,
        path: str,
        sent: Pairs | bytes = b"",
        *,
        stay: bool = False,
        **how: object,
    ) -> Reply:
        """The answer to this body (a POST, unless `method` says otherwise).

        With `stay` what it changed remains until the next request without.
        """
        self.faults.clear()
        # Another test of this process may have made an application with other keys meanwhile.
        use_keys_file(Path(self.app.config["KEYS_FILE"]))
        began = time.monotonic()
        headers = {"Cookie": self.cookies[persona], "Referer": "https://localhost/"}
        answer = self._client.open(
            path,
            base_url="https://localhost",
            headers=headers | dict(how.pop("headers", {})),
            data=sent if isinstance(sent, bytes) else encoded(sent),
            buffered=True,
            **({"method": "POST", "content_type": FORM} | how),
        )
        took = time.monotonic() - began
        reply = Reply(
            answer.status_code,
            answer.get_data().decode(errors="replace"),
            answer.mimetype,
            answer.headers,
            took,
            self._changes(),
            " ".join(self.faults),
            path,
        )
        answer.close()
        if not stay:
            self.go_back()
        return reply

    def settle(self) -> None:
        """What has happened until now is what every later request comes to."""
        self._file.backup(self._before)
        self._seen = self._version()

    def go_back(self) -> None:
        """Everything is as it was."""
        self._go_back()

    def look(self, persona: str, path: str, **how: object) -> Reply:
        return self.send(persona, path, method="GET", content_type=None, **how)

    def with_token(self, *fields: tuple[str, str]) -> Pairs:
        return (("csrf_token", self.form_token), *fields)

    def address(self, rule: Rule, persona: str, **other: str) -> str:
        """The page about something of this persona's own."""
        values = self._values(rule, persona, OWN) | other
        return self.app.url_map.bind("localhost").build(rule.endpoint, values)

    def who_may(self, rule: Rule) -> str:
        """The persona whose page this is; "" for a page that is open to nobody."""
        invited = who_may_open(self.app, rule.endpoint)
        if rule.endpoint in _BEFORE_ANY_ROUND:
            return NEWCOMER
        return next((persona for who, persona in _WHO.items() if who in invited), "")

    def endpoint(self, path: str, *, method: str = "POST") -> str:
        """What answers there; "" for nothing."""
        try:
            return str(self.app.url_map.bind("localhost").match(path, method=method)[0])
        except (HTTPException, RequestRedirect):
            return ""

    def pages(self, method: str) -> Iterator[tuple[Rule, str]]:
        """Every page that can be asked in this way, and who asks."""
        for rule in self.app.url_map.iter_rules():
            if method in (rule.methods or ()) and (persona := self.who_may(rule)):
                yield rule, persona

    def _note(self, _app: Flask, exception: BaseException, **_more: object) -> None:
        step = exception.__traceback__
        while step is not None and step.tb_next is not None:
            step = step.tb_next
        where = f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step else ""
        self.faults.append(f"{type(exception).__name__} at {where}")

    def _changes(self) -> frozenset[Change]:
        if self._version() == self._seen:
            return frozenset()
        tables = self._before.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return frozenset(
            change for (table,) in tables for change in _between(table, self._before, self._file)
        )


def _between(table: str, one: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[Change]:
    before, after = _rows(table, one), _rows(table, other)
    if before == after:
        return
    for row in before.keys() | after.keys():
        if row not in before or row not in after:
            yield Change(table, "-" if row in before else "+", row)
        else:
            for column, value in before[row].items():
                if value != after[row][column]:
                    yield Change(table, column, row)


def _rows(table: str, database: sqlite3.Connection) -> Mapping[int, Mapping[str, object]]:
    cursor = database.execute(f'SELECT rowid AS number_, * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def encoded(sent: Pairs) -> bytes:
    """As a browser sends it, and what no browser can: half of a letter beyond the first plane."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sent).encode("ascii")


def _quoted(text: str) -> str:
    return quote_plus(text, errors="surrogatepass")
