"""Values that look right and are not: other roads to a database, hosts, moments, addresses."""

import base64
from pathlib import Path
from typing import Any

import pytest
from support.production import NOW, a_safe_production, loaded

from mentorship import config
from mentorship.config_check import faults

IN_THE_CLEAR = "DATABASE_URL reaches another machine in the clear"
IN_MEMORY = "DATABASE_URL is a database in memory"


def found(folder: Path, **settings: Any) -> list[str]:
    return faults(loaded(folder, **a_safe_production(folder) | settings), now=NOW)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:word@localhost/rounds?host=db.example.org",
        "postgresql://me:word@localhost/rounds?hostaddr=203.0.113.9",
        "postgresql://me:word@/rounds?host=localhost&host=db.example.org",
        "postgresql://me:word@/rounds?host=/run/postgresql,db.example.org",
        "postgresql://me:word@/rounds?service=far",
        "postgresql://me:word@/rounds?host=/run/postgresql&hostaddr=203.0.113.9",
    ],
)
def test_another_road_to_another_machine_is_no_way_around_encryption(
    tmp_path: Path, url: str
) -> None:
    [said] = found(tmp_path, DATABASE_URL=url)
    assert said.startswith(IN_THE_CLEAR)

    assert found(tmp_path, DATABASE_URL=f"{url}&sslmode=verify-full") == []


@pytest.mark.parametrize(
    ("name", "word", "is_asked"),
    [
        ("PGHOST", "db.example.org", True),
        ("PGHOSTADDR", "203.0.113.9", True),
        ("PGSERVICE", "far", True),
        ("PGHOST", "/run/postgresql", False),
    ],
)
def test_what_the_surroundings_say_of_the_database_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, word: str, is_asked: bool
) -> None:
    url = "postgresql://me:word@/rounds"
    assert found(tmp_path, DATABASE_URL=url) == []

    monkeypatch.setenv(name, word)

    assert [line.startswith(IN_THE_CLEAR) for line in found(tmp_path, DATABASE_URL=url)] == (
        [True] if is_asked else []
    )


def test_a_host_that_is_written_wins_over_the_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", "db.example.org")

    assert found(tmp_path, DATABASE_URL="postgresql://me@localhost/rounds") == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///file:x?mode=memory&uri=true", IN_MEMORY),
        ("sqlite:///file::memory:?uri=true", IN_MEMORY),
        ("sqlite:///file:/srv/rounds.sqlite?nolock=1&uri=true", "in SQLite's own words"),
        ("sqlite:///rounds.sqlite", "write the whole path"),
    ],
)
def test_a_sqlite_file_is_named_plainly(tmp_path: Path, url: str, words: str) -> None:
    [said] = found(tmp_path, DATABASE_URL=url)

    assert words in said


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://.example.org", "plain letters"),
        ("https://*.example.org", "plain letters"),
        ("https://programs..example.org", "plain letters"),
        ("https://pro grams.example.org", "a blank or more than one line"),
        ("https://programs.example.org\n", "a blank or more than one line"),
        ("https://programs.example.org\nX: y", "a blank or more than one line"),
    ],
)
def test_a_host_is_one_name_on_one_line(tmp_path: Path, url: str, words: str) -> None:
    assert any("BASE_URL" in line and words in line for line in found(tmp_path, BASE_URL=url))


@pytest.mark.parametrize("url", ["https://Programs.Example.org", "https://a-1.example.org:8443"])
def test_other_ways_to_write_a_host_are_fine(tmp_path: Path, url: str) -> None:
    assert found(tmp_path, BASE_URL=url) == []


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 11])
def test_an_answer_comes_within_a_time(tmp_path: Path, seconds: float) -> None:
    [said] = found(tmp_path, ANSWER_SECONDS=seconds)

    assert said.startswith("ANSWER_SECONDS would keep people waiting for ever")


@pytest.mark.parametrize(
    "to",
    [
        "http://programs.example.org/weaknesses",
        "https:",
        "safety@example.org\nCanonical: https://example.net",
        "https://programs.example.org/w\nCanonical: https://example.net",
        "safety",
    ],
)
def test_weaknesses_are_told_to_an_address_or_a_page(tmp_path: Path, to: str) -> None:
    [said] = found(tmp_path, WEAKNESSES_TO=to)

    assert said.startswith("WEAKNESSES_TO is neither an address nor a page")


@pytest.mark.parametrize("to", ["safety@example.org", "https://programs.example.org/weaknesses"])
def test_and_both_are_fine(tmp_path: Path, to: str) -> None:
    assert found(tmp_path, WEAKNESSES_TO=to) == []


@pytest.mark.parametrize("byte", [0, 1])
@pytest.mark.parametrize("which", ["field", "lookup"])
def test_a_key_that_was_made_up_is_refused(tmp_path: Path, which: str, byte: int) -> None:
    settings = a_safe_production(tmp_path)
    keys = Path(settings["KEYS_FILE"])
    plain = bytes([byte]) * 32
    made_up = {"field": base64.urlsafe_b64encode(plain).decode(), "lookup": plain.hex()}
    lines = [line for line in keys.read_text().splitlines() if not line.startswith(which)]
    keys.write_text("\n".join([*lines, f"{which} {made_up[which]}"]))

    [said] = faults(loaded(tmp_path, **settings), now=NOW)

    assert said.startswith("KEYS_FILE holds a key that can be guessed")


def test_a_proxy_that_nobody_counted_is_worth_knowing(tmp_path: Path) -> None:
    settings = a_safe_production(tmp_path)

    [*_, said] = [line for line in config.warnings(loaded(tmp_path, **settings)) if "PROXY" in line]
    counted = config.warnings(loaded(tmp_path, **settings | {"PROXY_HOPS": 1}))

    assert said.startswith("PROXY_HOPS is 0")
    assert [line for line in counted if "PROXY" in line] == []
