"""What one person's file contains, table by table and column by column, for whoever must answer."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, false, or_, select
from sqlalchemy.orm import Session

from mentorship.domain.inventory import Held, Whose, inventory
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.base import Base, new_handle
from mentorship.models.check import TeamDecision
from mentorship.models.keys import email_key
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.accounts import find_account
from mentorship.services.audit import actor_of, record
from mentorship.services.sheets_held import sheets_with
from mentorship.services.whose import reached_at, sign_ups_of_person

# Lists about many people, in which a person stands by her id.
_LISTS = ("round_check", "matching_run")
_SHOWN = (Whose.HERS, Whose.CODES, Whose.NOBODY)
# Whoever reads one of these can be her, or can try out what she keeps secret.
_SECRET = {
    "account": ("password", "tf_totp_secret", "mf_recovery_codes", "fs_uniquifier"),
    "letter": ("link",),
    "link_token": ("digest",),
    "passkey": ("credential_key", "credential_id", "public_key", "user_handle"),
    "sign_in": ("token_digest",),
}
_WHAT_WAS_DONE = ("actor", "verb", "detail", "seal")
SECRET = "(kept, not printed)"
NOT_SHOWN = "(may be what somebody else said: not handed out)"


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one table that speak of somebody.

    filled  column → in how many of these rows something stands
    values  one mapping for each row, column → words; empty unless they were asked for
    """

    table: str
    rows: int
    filled: dict[str, int]
    values: tuple[dict[str, str], ...] = ()


def what_we_hold(session: Session, address: str) -> list[Holding]:
    """Tables, columns and counts of everything about whoever has this address."""
    return [
        Holding(table.name, len(rows), _filled(table, rows))
        for table, rows in _rows_about(session, address)
    ]


def what_we_hold_in_full(session: Session, address: str, *, now: datetime) -> list[Holding]:
    """The same with every value that is hers to have; that it was read is on record."""
    ids = [profile.id for profile in _sign_ups(session, address)]
    her_own = {*ids, actor_of(find_account(session, email=address))} - {""}
    found = [
        Holding(table.name, len(rows), _filled(table, rows), tuple(_values(table, rows, her_own)))
        for table, rows in _rows_about(session, address)
    ]
    # About each sign-up, so that she can see that somebody has looked.
    for profile_id in ids or [new_handle()]:
        record(session, by=None, verb=Verb.WHAT_WE_HOLD, subject=profile_id, now=now)
    return found


def _rows_about(session: Session, address: str) -> Iterator[tuple[Table, Sequence[Any]]]:
    account = find_account(session, email=address)
    ids = {one.id for one in _sign_ups(session, address)}
    for table in Base.metadata.sorted_tables:
        rows: Sequence[Any]
        if table.name in _LISTS:
            rows = [row for row in session.execute(select(table)) if _speaks_of(row, ids)]
        elif table.name == "sheet_import":
            rows = _sheets(session, table, address, ids)
        else:
            rows = list(session.execute(select(table).where(_hers(session, table, account, ids))))
        if rows:
            yield table, rows


def _sheets(session: Session, table: Table, address: str, of: Collection[str]) -> Sequence[Any]:
    """Sheets that hold her row, and the rows of many others: none of their cells is printed."""
    ids = [sheet.id for sheet in sheets_with(session, address, ids=of)]
    return session.execute(select(table).where(table.c.id.in_(ids))).all() if ids else []


def _sign_ups(session: Session, address: str) -> Sequence[Profile]:
    account = find_account(session, email=address)
    if account:
        return sign_ups_of_person(session, account)
    return session.scalars(select(Profile).where(reached_at(session, [email_key(address)]))).all()


def _hers(
    session: Session, table: Table, account: Account | None, ids: Collection[str]
) -> ColumnElement[bool]:
    """Which rows of this table are about her: her own, and all that refer to them."""
    account_id = account.id if account else None
    if table.name == "profile":
        return table.c.id.in_(ids)
    if table.name == "account":
        return table.c.id == account_id
    if table.name == "check_in":
        # Never the other one's of the same pair, not even how many there are.
        return table.c.profile_id.in_(ids)
    hers = select(Match.id).where(or_(Match.mentee_id.in_(ids), Match.mentor_id.in_(ids)))
    if table.name == "audit_entry":
        by_her = table.c.actor == actor_of(account) if account else false()
        about = (table.c.subject.in_(subjects) for subjects in (ids, hers, _decided_about(ids)))
        return or_(by_her, *about)
    meant: dict[str, Any] = {"profile.id": ids, "match.id": hers, "account.id": {account_id}}
    found = [
        column.in_(meant[key.target_fullname])
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname in meant
    ]
    return or_(false(), *found)


def _decided_about(ids: Collection[str]) -> Select[str]:
    return select(TeamDecision.id).where(
        or_(TeamDecision.first_id.in_(ids), TeamDecision.second_id.in_(ids))
    )


def _speaks_of(row: Any, ids: Collection[str]) -> bool:
    return any(
        one in json.dumps(value) for value in row if isinstance(value, dict | list) for one in ids
    )


def _filled(table: Table, rows: Sequence[Any]) -> dict[str, int]:
    return {
        column.name: sum(row[at] not in (None, "", b"", {}, []) for row in rows)
        for at, column in enumerate(table.columns)
    }


def _values(
    table: Table, rows: Sequence[Any], her_own: Collection[str]
) -> Iterator[dict[str, str]]:
    held = inventory()
    for row in rows:
        shown = {
            column.name: _shown(held[table.name, column.name], row[at])
            for at, column in enumerate(table.columns)
        }
        # What somebody did about a pair can say that one of the two keeps away from the other.
        if table.name == "audit_entry" and not {row.actor, row.subject} & {*her_own}:
            shown |= dict.fromkeys(_WHAT_WAS_DONE, NOT_SHOWN)
        yield shown


def _shown(held: Held, value: Any) -> str:
    if held.column in _SECRET.get(held.table, ()):
        return SECRET if value else ""
    return _in_words(value) if held.whose in _SHOWN else NOT_SHOWN


def _in_words(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    return "" if value is None else str(value)
