"""The record: codes and ids, one entry after the other, and never anybody's words."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, text
from sqlalchemy.orm import Session
from support.desk import DISTRESS, SECRETS, Desk
from support.make import Make

import mentorship
from mentorship.domain.decisions import Choice
from mentorship.domain.people import Field
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.base import new_handle
from mentorship.services.audit import actor_of, record
from mentorship.services.audit_proof import Verdict, verify
from mentorship.services.deciding import decide, take_back
from mentorship.services.kept_apart import keep_mentee_apart
from mentorship.services.reveals import read_for_item, reveal, write_down_refusal

REASON = "She asked us to call her"
SOURCE = Path(mentorship.__file__).parent


def note(session: Session, now: datetime, **about: object) -> AuditEntry:
    said = {"by": None, "verb": Verb.BRING_IN, "subject": new_handle(), "now": now}
    return record(session, **{**said, **about})


def test_entries_count_from_one_without_a_gap(session: Session, now: datetime) -> None:
    for _ in range(3):
        note(session, now)
    session.commit()
    note(session, now)
    session.rollback()
    note(session, now)
    session.commit()

    numbers = session.scalars(select(AuditEntry.number).order_by(AuditEntry.number)).all()
    assert numbers == [1, 2, 3, 4]
    assert verify(session) == Verdict(cut_at_number=0, last=4)


def test_an_actor_outlives_the_account_and_names_nobody(
    session: Session, make: Make, now: datetime
) -> None:
    account = make.a_coordinator(email="quetzal@example.org")
    mine, id_ = actor_of(account), account.id
    note(session, now, by=account)
    session.commit()
    session.delete(account)
    session.commit()

    entry = session.scalars(select(AuditEntry)).one()

    assert entry.actor == mine
    assert len(mine) == 32
    assert verify(session).wrong is None
    later = Account(id=id_, created_at=now + timedelta(days=1))
    assert actor_of(later) != mine


@pytest.mark.parametrize("subject", ["Hodan Zebrafinch", "17", "a" * 21, "a" * 23, "quetzal@e.org"])
def test_a_subject_is_a_random_id_and_nothing_else(
    session: Session, now: datetime, subject: str
) -> None:
    with pytest.raises(ValueError, match="random id") as raised:
        note(session, now, subject=subject)

    assert subject not in str(raised.value)


def test_what_somebody_typed_is_no_code(session: Session, now: datetime) -> None:
    for about in ({"codes": ["Hodan Zebrafinch"]}, {"verb": "Hodan Zebrafinch"}):
        with pytest.raises(TypeError):
            note(session, now, **about)


def test_every_caller_hands_over_ids_and_words_of_our_own() -> None:
    """Together with the two tests above: no answer of a person can reach the open columns."""
    calls = [
        (path.relative_to(SOURCE).as_posix(), call)
        for path in SOURCE.rglob("*.py")
        if "record(" in (source := path.read_text())
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id == "record"
    ]
    assert len(calls) >= 12
    faults = [
        f"{path}:{call.lineno} {word.arg}={ast.unparse(word.value)}"
        for path, call in calls
        for word in call.keywords
        if word.arg in _ALLOWED and not _ALLOWED[word.arg](word.value)
    ]
    assert faults == []


def _is_a_verb(value: ast.expr) -> bool:
    said = ast.unparse(value)
    return said.startswith(("Verb.", "_VERBS[")) or said == "verb"


def _is_an_id(value: ast.expr) -> bool:
    said = ast.unparse(value)
    # An id as somebody typed it after --subject has to pass for one, and opens nothing.
    return said.endswith((".id", "_id")) or said in ("''", "new_handle()", "subject")


_ALLOWED: dict[str | None, Callable[[ast.expr], bool]] = {
    "verb": _is_a_verb,
    "subject": _is_an_id,
}


def test_nothing_that_was_told_reaches_the_open_columns(desk: Desk, engine: Engine) -> None:
    her, by = desk.her(words=DISTRESS), desk.road.coordinator
    mentor, plain = desk.a_mentor(), desk.a_plain_mentee(email="b@example.org", words="")
    desk.look()
    item = next(one for one in desk.open_items() if her.id in one.people)
    with written_to(engine) as written:
        made = decide(
            desk.session, desk.round, item, Choice.FREE, answer=DISTRESS, by=by, now=desk.now
        )
        take_back(desk.session, desk.round, made, by=by, now=desk.now)
    reveal(desk.session, her, by=by, reason=DISTRESS, now=desk.now)
    read_for_item(desk.session, her, by=by, reason=DISTRESS, now=desk.now)
    write_down_refusal(desk.session, her, by=by, now=desk.now)
    match = desk.road.propose(plain, mentor)
    keep_mentee_apart(desk.session, match, by=by, now=desk.now)

    rows = desk.session.execute(
        text("SELECT verb, subject, detail, actor, reason FROM audit_entry ORDER BY number")
    ).all()

    assert [verb for verb, *_ in rows] == [
        *("decide", "take_back", "reveal", "read_for_item", "refused_reveal"),
        "she_knows_the_mentor",
    ]
    told = "\n".join(str(value) for row in rows for value in row)
    assert [secret for secret in (*SECRETS, mentor.answers[Field.NAME]) if secret in told] == []
    assert DISTRESS in desk.session.scalars(select(AuditEntry.reason)).all()
    # Two of the team would wait for each other for ever on PostgreSQL, if anything came after it.
    assert set(written[-2:]) == {"INSERT INTO audit_entry", "UPDATE audit_head SET"}


@contextmanager
def written_to(engine: Engine) -> Iterator[list[str]]:
    """The heads of all statements that change something."""
    written: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(" ".join(statement.split()[:3]))

    event.listen(engine, "before_cursor_execute", watch)
    yield written
    event.remove(engine, "before_cursor_execute", watch)
