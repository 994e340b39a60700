"""Lines that somebody else could have written into config.py are never run with our rights."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.production import a_safe_production

from mentorship.app import create_app
from mentorship.cli.check import check
from mentorship.domain.errors import Refused

NOBODY = 65534


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance that others could have put there; when its config.py runs, a file appears."""
    settings, instance = a_safe_production(tmp_path), tmp_path / "open" / "instance"
    instance.mkdir(parents=True)
    instance.chmod(0o700)
    instance.parent.chmod(0o777)
    run = f"from pathlib import Path\nPath({str(tmp_path / 'it-ran')!r}).touch()\n"
    (instance / "config.py").write_text(f"{run}ENV = 'production'\n")
    (instance / "config.py").chmod(0o600)
    for name, word in (settings | {"INSTANCE": str(instance)}).items():
        monkeypatch.setenv(f"MENTORSHIP_{name}", str(word))
    return instance


def test_check_does_not_run_what_others_could_have_written(trap: Path, tmp_path: Path) -> None:
    said = CliRunner().invoke(check)

    assert said.exit_code == 1
    assert "config.py, which was not read, lies in a folder where others can write" in said.output
    assert not (tmp_path / "it-ran").exists()

    trap.parent.chmod(0o755)
    assert "which was not read" not in CliRunner().invoke(check).output
    assert (tmp_path / "it-ran").exists()


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_of_settings_that_others_can_write_is_not_run(
    trap: Path, tmp_path: Path, mode: int
) -> None:
    trap.parent.chmod(0o755)
    (trap / "config.py").chmod(mode)

    with pytest.raises(Refused, match=r"config\.py was not read, because others can write to it"):
        create_app(instance=trap)

    assert not (tmp_path / "it-ran").exists()


def test_a_production_does_not_run_it_either(trap: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="which was not read"):
        create_app(instance=trap)

    assert not (tmp_path / "it-ran").exists()


def test_a_development_runs_its_own_settings_wherever_they_lie(
    trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_ENV", "development")

    create_app(instance=trap)

    assert (tmp_path / "it-ran").exists()


def test_nobody_is_made_to_run_what_belongs_to_somebody_else(
    trap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MENTORSHIP_ENV")
    if os.geteuid() == 0:
        os.chown(trap / "config.py", NOBODY, NOBODY)
        with pytest.raises(Refused, match="belongs to somebody else"):
            create_app(instance=trap)
        assert not (tmp_path / "it-ran").exists()
        os.chown(trap / "config.py", 0, 0)

    # Not known to be a production: then it is enough that it is ours.
    with pytest.raises(Refused, match="MENTORSHIP_INSTANCE lies in a folder where others can"):
        create_app(instance=trap)
    assert (tmp_path / "it-ran").exists()
