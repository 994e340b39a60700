"""`mentorship audit`: what somebody types who wants to know whether the record can be believed."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session
from support.make import Make
from support.tampering import disarm

from mentorship.cli import main
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.base import new_handle
from mentorship.services.audit import actor_of, record

REASON = "She asked us to call her"


@pytest.fixture(autouse=True)
def _instance(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(instance))


@pytest.fixture
def written(session: Session, now: datetime) -> None:
    for _ in range(5):
        record(session, by=None, verb=Verb.BRING_IN, subject=new_handle(), reason=REASON, now=now)
    session.commit()


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, ["audit", *words], prog_name="mentorship")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.usefixtures("written")
def test_a_whole_record_is_said_to_be_whole(instance: Path) -> None:
    line = run("head").output

    said = run("verify")

    assert (instance / "audit-head").read_text() == line
    assert said.exit_code == 0
    assert said.output.startswith("✓ Entries 1 to 5 are as they were written. ")


@pytest.mark.usefixtures("written")
def test_what_was_changed_is_named_by_its_number_and_without_its_value(engine: Engine) -> None:
    run("head")
    with engine.begin() as connection:
        disarm(connection)
        connection.execute(text("UPDATE audit_entry SET detail = 'Quetzal' WHERE number = 4"))

    said = run("verify")

    assert (said.exit_code, said.output) == (
        1,
        "✗ Entry 4: it was altered, or does not belong here.\n",
    )


@pytest.mark.usefixtures("written")
def test_a_record_whose_end_was_taken_away_is_found_by_the_file(engine: Engine) -> None:
    run("head")
    with engine.begin() as connection:
        disarm(connection)
        connection.execute(text("DELETE FROM audit_entry WHERE number = 5"))
        seal = text("SELECT seal FROM audit_entry WHERE number = 4")
        values = {"seal": connection.execute(seal).scalar_one()}
        connection.execute(text("UPDATE audit_head SET number = 4, seal = :seal"), values)

    said = run("verify")

    assert said.exit_code == 1
    assert said.output.startswith("✗ Entry 5: it is missing")


@pytest.mark.usefixtures("written")
def test_without_an_exported_head_nothing_is_proved() -> None:
    said = run("verify")

    assert said.exit_code == 1
    assert "`mentorship audit head --anew` begins another." in said.output


@pytest.mark.usefixtures("written")
def test_a_copy_of_the_heads_proves_the_same(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text(run("head").output)
    (instance / "audit-head").unlink()

    assert run("verify", "--heads", str(tmp_path / "copy")).exit_code == 0
    assert run("verify").exit_code == 1


def test_an_empty_record_is_whole() -> None:
    run("head")

    assert run("verify").output == "✓ Nothing is on record yet.\n"


def test_whoever_reads_the_record_stands_in_it(session: Session, make: Make, now: datetime) -> None:
    subject, by = new_handle(), make.a_coordinator()
    said = {"verb": Verb.REVEAL, "subject": subject, "now": now}
    record(session, by=by, reason="\x1b[2J\nforged line", **said)
    record(session, by=None, verb=Verb.CLAIM, subject=new_handle(), now=now)
    session.commit()

    lines = run("show", "--subject", subject).output.splitlines()

    when = "2026-03-02 09:00:00"
    actor = actor_of(by)
    assert lines[0] == f"1\t{when}\t{actor}\treveal\t{subject}\t\t [2J forged line"
    assert lines[1].startswith("3\t")
    assert lines[1].endswith(f"\t-\tread_audit\t{subject}")
    assert len(lines) == 2
    session.rollback()
    assert session.scalars(select(AuditEntry.verb)).all()[-1] == "read_audit"


def test_a_subject_that_is_no_id_is_refused_in_a_sentence(session: Session) -> None:
    said = run("show", "--subject", "Hodan Zebrafinch")

    assert said.exit_code == 2
    assert "not the id of anything" in said.output
    assert session.scalars(select(AuditEntry)).all() == []
