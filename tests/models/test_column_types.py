"""The columns that all tables share: moments, closed lists, secrets."""

import secrets
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session
from support.make import Make

from mentorship.domain.errors import Refused
from mentorship.models.account import Account, RoleName
from mentorship.models.base import new_handle
from mentorship.models.keys import (
    KeyRing,
    KeysDoNotFit,
    email_key,
    keyed_digest,
    read_keys,
    write_new_keys,
)
from mentorship.models.private_files import is_private


def test_a_moment_without_its_zone_is_refused(session: Session, make: Make) -> None:
    account = make.an_account()
    account.confirmed_at = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - what is refused

    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_a_moment_comes_back_as_the_same_moment_in_utc(session: Session, make: Make) -> None:
    account = make.an_account()
    account.confirmed_at = datetime(
        2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))
    )
    session.commit()

    assert account.confirmed_at == datetime(2026, 3, 2, 3, 30, tzinfo=UTC)
    assert account.confirmed_at.tzinfo is UTC


def test_the_database_itself_refuses_what_is_not_on_the_list(session: Session, make: Make) -> None:
    make.an_account(RoleName.MENTEE)

    with pytest.raises(IntegrityError, match="ck_account_role_name"):
        session.execute(text("UPDATE account_role SET name = 'queen'"))


def test_what_is_encrypted_cannot_be_read_in_the_table(session: Session, make: Make) -> None:
    account = make.an_account(email="Naïma.القاضي@example.org")
    account.mf_recovery_codes = ["how do I avoid retaliation?"]
    session.commit()

    stored = session.execute(text("SELECT email, mf_recovery_codes FROM account")).one()
    session.expire_all()

    assert account.email == "Naïma.القاضي@example.org"
    assert account.mf_recovery_codes == ["how do I avoid retaliation?"]
    assert b"retaliation" not in stored[1]
    assert "القاضي".encode() not in stored[0]


def test_an_address_is_found_by_its_digest_whatever_the_case(app) -> None:
    assert email_key(" Amina@Example.ORG ") == email_key("amina@example.org")
    assert email_key("amina@example.org") != email_key("amina@example.com")


def test_each_purpose_has_a_digest_of_its_own(app) -> None:
    assert keyed_digest("email", "x") != keyed_digest("phone", "x")


@given(st.text())
def test_whatever_somebody_wrote_comes_back(words: str) -> None:
    ring = KeyRing((secrets.token_bytes(32),), b"look-up")

    assert ring.decrypt(ring.encrypt(words, "table.column"), "table.column") == words


def test_new_keys_are_private_and_old_ones_are_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    write_new_keys(path)
    first = path.read_text()
    write_new_keys(path)

    assert is_private(path)
    assert path.read_text() == first


def test_what_an_old_key_wrote_can_be_read_with_a_new_one_in_front(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write_new_keys(old)
    write_new_keys(new)
    token = read_keys(old).encrypt("words")

    first = [line for line in new.read_text().splitlines() if line.startswith("field")]
    old.write_text("\n".join(first) + "\n" + old.read_text())

    assert read_keys(old).decrypt(token) == "words"


def test_foreign_keys_are_refused_without_a_word_of_what_they_met(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    write_new_keys(mine)
    write_new_keys(other)

    with pytest.raises(KeysDoNotFit, match="does not belong"):
        read_keys(other).decrypt(read_keys(mine).encrypt("words"))


@pytest.mark.parametrize("text_of_file", ["", "field x\nlookup y", "field", "lookup 00"])
def test_a_damaged_keys_file_is_refused_in_a_sentence(tmp_path: Path, text_of_file: str) -> None:
    path = tmp_path / "keys"
    path.write_text(text_of_file)

    with pytest.raises(Refused, match="damaged"):
        read_keys(path)


def test_a_handle_tells_nothing_and_does_not_repeat() -> None:
    handles = {new_handle() for _ in range(1000)}

    assert len(handles) == 1000
    assert all(len(handle) >= 22 for handle in handles)


def test_an_account_goes_with_its_roles_and_visits(session: Session, make: Make) -> None:
    account = make.an_account(RoleName.MENTEE)

    session.delete(session.get(Account, account.id))
    session.commit()

    assert session.execute(text("SELECT count(*) FROM account_role")).scalar() == 0


def test_a_fault_never_carries_anybodys_words_into_the_log(session: Session, make: Make) -> None:
    account = make.an_account()
    account.tf_totp_secret = "what I fear, \ud800"  # half a letter cannot be encrypted

    with pytest.raises(StatementError) as fault:
        session.flush()

    assert "what I fear" not in str(fault.value)


def test_a_handle_can_be_typed_after_a_command() -> None:
    assert all(new_handle()[0].isalnum() for _ in range(2000))
