"""In a production the file of heads begins with the record; whoever takes it away is noticed."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session
from support.production import a_safe_production, the_instance

from mentorship.app import create_app
from mentorship.cli import main
from mentorship.db import db
from mentorship.models.audit import Verb
from mentorship.models.base import new_handle
from mentorship.services.audit import record
from mentorship.services.audit_heads import read_heads


@pytest.fixture
def heads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Path:
    """A production with tables, made as its operator makes it, and three entries on record."""
    settings = a_safe_production(tmp_path) | {"INSTANCE": str(the_instance(tmp_path))}
    for name, word in settings.items():
        monkeypatch.setenv(f"MENTORSHIP_{name}", word)
    assert run("migration", "upgrade").exit_code == 0
    with create_app().app_context():
        for _ in range(3):
            record(_session(), by=None, verb=Verb.BRING_IN, subject=new_handle(), now=now)
        _session().commit()
        db.engine.dispose()
    return Path(settings["AUDIT_HEAD_FILE"])


def _session() -> Session:
    return db.session()


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, [*words], prog_name="mentorship")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_file_of_heads_that_is_gone_is_not_replaced_in_silence(
    heads: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert [head.number for head in read_heads(heads)] == [0]
    assert run("audit", "head").exit_code == 0
    heads.unlink()

    assert run("worker", "--once").exit_code == 0
    assert "newest entries are all there" in caplog.text
    typed = run("audit", "head")
    assert (typed.exit_code, heads.exists()) == (2, False)
    assert run("audit", "verify").exit_code == 1
    assert "AUDIT_HEAD_FILE proves nothing. " in run("check").output

    assert run("audit", "head", "--anew").exit_code == 0
    said = run("audit", "verify")
    assert said.exit_code == 0
    # Whoever reads it every day sees that the file was begun in the middle.
    assert "; the oldest is entry 3, of " in said.output
    assert "AUDIT_HEAD_FILE" not in run("check").output


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_file_proves_nothing(heads: Path, content: str) -> None:
    heads.write_text(content)

    said = run("audit", "verify")

    assert said.exit_code == 1
    assert said.output.startswith("✗ ")
    assert run("audit", "head").exit_code == 2
    assert heads.read_text() == content
