"""Every column of every table is encrypted, a keyed digest, or on a short list of plain ones."""

from typing import Any

import pytest
from sqlalchemy import Engine, LargeBinary, MetaData, Text, select, text, type_coerce, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from support.columns import PLAIN, columns, fill, is_kept_safe, says_nothing

from mentorship.models.account import Account
from mentorship.models.base import Base, Sealed
from mentorship.models.keys import KeyRing, KeysDoNotFit, keyed_digest, ring
from mentorship.models.turning import encrypted_columns


def test_every_column_is_kept_safe_or_was_looked_at_by_a_person() -> None:
    unknown = [
        name
        for name, column in columns()
        if not (is_kept_safe(column) or says_nothing(column) or name in PLAIN)
    ]

    assert unknown == []


def test_the_list_of_plain_columns_names_only_what_is_there_and_plain() -> None:
    plain = {name for name, c in columns() if not is_kept_safe(c) and not says_nothing(c)}

    assert sorted(PLAIN.keys() - plain) == []
    assert [name for name, why in PLAIN.items() if len(why) < 5] == []


def test_what_people_said_stands_in_encrypted_columns() -> None:
    """The walk above is not empty: these would be the first to ask for."""
    sealed = {name for name, column in columns() if isinstance(column.type, Sealed)}

    assert sealed >= {
        "account.email",
        "account.tf_totp_secret",
        "audit_entry.reason",
        "heading_choice.heading",
        "institution.line",
        "letter.link",
        "match.explanation",
        "match_move.why",
        "profile.answers",
        "round.name",
        "round_check.findings",
        "sheet_import.content",
        "sheet_import.file_name",
        "team_decision.answer",
    }
    assert len(sealed) == sum(map(len, encrypted_columns().values()))


def test_each_encrypted_column_has_a_key_of_its_own() -> None:
    purposes = {name: c.type.purpose for name, c in columns() if isinstance(c.type, Sealed)}

    assert all(name == purpose for name, purpose in purposes.items())


def test_every_word_that_was_put_into_any_column_is_unreadable_in_the_table_and_comes_back(
    session: Session,
) -> None:
    planted = fill(session, rows=2)
    session.commit()

    stored = _as_stored(session.get_bind())

    assert len(planted) > 30
    assert [word for word in planted.values() if word.encode() in stored] == []
    for table, sealed in encrypted_columns().items():
        for column in sealed:
            said = session.scalars(select(column)).all()
            name = f"{table.name}.{column.name}"
            assert [planted[name] in _as_text(words) for words in said if words is not None] == [
                True,
                True,
            ], name


def _as_stored(engine: Any) -> bytes:
    """Every value of the database as it lies there, one behind the other."""
    assert isinstance(engine, Engine)
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        return b"\n".join(
            value if isinstance(value, bytes) else str(value).encode()
            for table in found.sorted_tables
            for row in connection.execute(select(*(type_coerce(c, Text) for c in table.columns)))
            for value in row
        )


def test_a_value_that_is_put_into_another_column_opens_there_for_nobody(session: Session) -> None:
    """Every encrypted column against every other: whoever can write can still not swap."""
    fill(session)
    session.commit()
    stored = {
        f"{table.name}.{column.name}": session.scalar(select(type_coerce(column, LargeBinary)))
        for table, sealed in encrypted_columns().items()
        for column in sealed
    }

    accepted = [
        (was, now)
        for was, value in stored.items()
        for now in stored
        if value is not None and was != now and _opens(value, now)
    ]

    assert accepted == []
    assert [name for name, value in stored.items() if value and not _opens(value, name)] == []


def _opens(value: bytes, purpose: str) -> bool:
    try:
        ring().decrypt(value, purpose)
    except KeysDoNotFit:
        return False
    return True


def test_a_page_never_shows_what_was_put_in_from_another_column(session: Session) -> None:
    fill(session)
    foreign = session.scalar(text("SELECT name FROM round"))
    session.execute(text("UPDATE account SET email = :value"), {"value": foreign})
    session.commit()

    with pytest.raises(KeysDoNotFit):
        session.scalars(select(Account)).all()


def test_what_was_written_before_columns_had_keys_of_their_own_is_read_until_keys_turn(
    session: Session,
) -> None:
    fill(session)
    column = Base.metadata.tables["account"].c.email
    old = type_coerce(ring().encrypt("early@example.org"), LargeBinary)
    session.execute(update(column.table).values({column.name: old}))
    session.commit()

    assert session.scalars(select(Account)).one().email == "early@example.org"
    assert not ring().is_newest(ring().encrypt("early@example.org"), "account.email")


@pytest.mark.parametrize("words", ["", "somebody@example.org", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_look_up_column_takes_nothing_but_digests(session: Session, words: str) -> None:
    fill(session)

    with pytest.raises(StatementError, match="keyed digests only"):
        session.execute(update(Account).values(email_key=words))


def test_a_look_up_column_takes_a_digest(session: Session) -> None:
    fill(session)

    session.execute(update(Account).values(email_key=keyed_digest("email", "a@example.org")))

    assert session.scalar(select(Account.email_key)) == keyed_digest("email", "a@example.org")


def test_a_look_up_cannot_be_tried_out_with_a_list_of_words_and_without_the_keys() -> None:
    """An index holds nothing that somebody who has the disk alone could compute as well."""
    purposes = ("email", "heading", "institution", "attempts:person", "tombstone")
    ours, theirs = (KeyRing((b"k" * 32,), lookup) for lookup in (b"a" * 32, b"b" * 32))

    digests = [ring.digest(of, "a@example.org") for ring in (ours, theirs) for of in purposes]

    assert len(set(digests)) == len(digests)
    assert ours.digest("email", "a@example.org") == digests[0]


def _as_text(words: object) -> str:
    return words.decode() if isinstance(words, bytes) else str(words)
