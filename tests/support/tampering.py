"""A record, and everything that somebody with all rights over the database could do to it.

Each way of tampering gives the number of the first entry that is wrong afterwards.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from mentorship.domain.people import Field
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.base import new_handle
from mentorship.models.keys import ring
from mentorship.services.audit import record
from mentorship.services.audit_heads import Head
from mentorship.services.audit_proof import KEPT_DAYS

LENGTH = 40
REASON = "She asked us to call her"
_VERBS = (Verb.REVEAL, Verb.DECIDE, Verb.BRING_IN, Verb.CLAIM)
_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'")


def a_record(engine: Engine, now: datetime) -> list[Head]:
    """A record of some length, every second entry with a reason; what was exported meanwhile."""
    exported = []
    with Session(engine) as session, session.begin():
        for number in range(1, LENGTH + 1):
            entry = record(
                session,
                by=None,
                verb=_VERBS[number % len(_VERBS)],
                subject=new_handle(),
                codes=list(Field)[: number % 3],
                reason=f"{REASON} ({number})" if number % 2 else None,
                now=now + timedelta(minutes=number),
            )
            if number % 10 == 0:
                exported.append(Head(entry.at, number, entry.seal, signature=""))
    return exported


def disarm(connection: Connection) -> None:
    """What somebody with all rights does first: the database no longer guards itself."""
    if connection.dialect.name == "sqlite":
        for (name,) in connection.execute(_TRIGGERS).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        for table in ("audit_entry", "audit_head", "audit_checkpoint"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


Tampering = Callable[[Session, Random], int]


def do(session: Session, statement: str, **values: object) -> None:
    session.execute(text(statement), values)


def _somewhere(random: Random) -> int:
    return random.randint(1, LENGTH)


def set_head(session: Session, number: int) -> None:
    """The head is made to fit, as a careful hand would."""
    statement = (
        "UPDATE audit_head SET number = :n, "
        "seal = coalesce((SELECT seal FROM audit_entry WHERE number = :n), '')"
    )
    do(session, statement, n=number)


def alter_a_word(session: Session, random: Random) -> int:
    """A text column says something else: one letter more, nothing, or another entry's word."""
    at, other = _somewhere(random), _somewhere(random)
    column = random.choice(("actor", "verb", "subject", "detail", "reason_digest", "seal"))
    before, copied = (
        session.scalar(text(f"SELECT {column} FROM audit_entry WHERE number = :n"), {"n": n})
        for n in (at, other)
    )
    longest = {"actor": 32, "subject": 32, "verb": 40}.get(column, 64)
    new = random.choice((f"{before}x"[-longest:], "", copied, before[1:]))
    if new == before:
        new = "x"
    do(session, f"UPDATE audit_entry SET {column} = :new WHERE number = :n", new=new, n=at)
    return at


def alter_the_moment(session: Session, random: Random) -> int:
    at = _somewhere(random)
    entry = session.get_one(AuditEntry, at)
    entry.at += timedelta(**{random.choice(("microseconds", "hours")): random.choice((-1, 1))})
    session.flush()
    return at


def alter_the_reason(session: Session, random: Random) -> int:
    """Another entry's reason, no reason, one where there was none, or nonsense."""
    at, other = _somewhere(random), random.randrange(1, LENGTH, 2)
    take = text("SELECT reason FROM audit_entry WHERE number = :n")
    copied = session.scalar(take, {"n": other if other != at else (at + 2) % LENGTH})
    new = random.choice((copied, ring().encrypt("A better reason"), b"nonsense", None))
    if new is None and at % 2 == 0:
        new = b"nonsense"
    do(session, "UPDATE audit_entry SET reason = :new WHERE number = :n", new=new, n=at)
    return at


def renumber(session: Session, random: Random) -> int:
    at = _somewhere(random)
    new = LENGTH + random.randint(1, 9)
    do(session, "UPDATE audit_entry SET number = :new WHERE number = :n", new=new, n=at)
    return at


def delete_one(session: Session, random: Random) -> int:
    at = _somewhere(random)
    do(session, "DELETE FROM audit_entry WHERE number = :n", n=at)
    return at


def delete_and_close_the_gap(session: Session, random: Random) -> int:
    at = random.randint(1, LENGTH - 1)
    do(session, "DELETE FROM audit_entry WHERE number = :n", n=at)
    do(session, "UPDATE audit_entry SET number = -(number - 1) WHERE number > :n", n=at)
    do(session, "UPDATE audit_entry SET number = -number WHERE number < 0")
    set_head(session, LENGTH - 1)
    return at


def insert_a_copy(session: Session, random: Random) -> int:
    """Somebody else's entry stands between two, and everything after it moves on."""
    at, columns = _somewhere(random), "actor, verb, subject, detail, reason, reason_digest, at"
    do(session, "UPDATE audit_entry SET number = -(number + 1) WHERE number > :n", n=at)
    do(session, "UPDATE audit_entry SET number = -number WHERE number < 0")
    do(
        session,
        f"INSERT INTO audit_entry (number, {columns}, seal) "
        f"SELECT :n + 1, {columns}, :seal FROM audit_entry WHERE number = :n",
        n=at,
        seal=f"{random.getrandbits(256):064x}",
    )
    set_head(session, LENGTH + 1)
    return at + 1


def swap(session: Session, random: Random) -> int:
    first, second = sorted(random.sample(range(1, LENGTH + 1), 2))
    for before, after in ((first, -1), (second, first), (-1, second)):
        statement = "UPDATE audit_entry SET number = :after WHERE number = :before"
        do(session, statement, before=before, after=after)
    return first


def truncate(session: Session, random: Random) -> int:
    """The newest entries are gone, and the head fits: only what was exported knows of them."""
    at = _somewhere(random)
    do(session, "DELETE FROM audit_entry WHERE number >= :n", n=at)
    set_head(session, at - 1)
    return at


def alter_the_head(session: Session, random: Random) -> int:
    if random.random() < 0.5:
        do(session, "UPDATE audit_head SET seal = :seal", seal="0" * 64)
        return LENGTH
    do(session, "DELETE FROM audit_head")
    return LENGTH + 1


def forge_a_checkpoint(session: Session, random: Random) -> int:
    at = _somewhere(random)
    do(
        session,
        "INSERT INTO audit_checkpoint (number, seal, cut_at, signature) "
        "SELECT number, seal, at, seal FROM audit_entry WHERE number = :n",
        n=at,
    )
    do(session, "DELETE FROM audit_entry WHERE number <= :n", n=at)
    return at


KINDS: tuple[Tampering, ...] = (
    *(alter_a_word, alter_a_word, alter_a_word, alter_the_moment, alter_the_reason, renumber),
    *(delete_one, delete_and_close_the_gap, insert_a_copy, swap, truncate, truncate),
    *(alter_the_head, forge_a_checkpoint),
)


def an_old_record(session: Session, now: datetime) -> None:
    """Ten entries, of which seven are too old to be kept."""
    for number in range(10):
        age = timedelta(days=KEPT_DAYS + 1 - number / 100 if number < 7 else 3)
        record(session, by=None, verb=Verb.CLAIM, subject=new_handle(), now=now - age)
