"""The pages about safety name only files that are there, and the days that the program keeps."""

import re
from pathlib import Path

import pytest

from mentorship.domain.disclosure import Retention
from mentorship.services import audit_proof, drafts, import_undo, retention, retention_of_rounds

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_A_FILE = re.compile(r"`((?:[\w-]+/)*[\w-]+(?:\.(?:py|js|csv|md)|/))`")
_A_LINK = re.compile(r"\]\(([\w./-]+)\)")


@pytest.mark.parametrize("page", ["threats", "privacy", "asvs", "architecture", "operations"])
def test_whatever_a_page_leads_to_is_there(page: str) -> None:
    links = _A_LINK.findall((DOCS / f"{page}.md").read_text(encoding="utf-8"))

    assert links != []
    assert [link for link in links if not (DOCS / link).exists()] == []


def test_every_protection_names_a_place_and_a_test_that_are_there() -> None:
    lines = (DOCS / "threats.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line.startswith("| ")][2:]

    assert len(rows) >= 25
    assert [row[0] for row in rows if len(row) != 4] == []
    for whom, _what, places, tests in rows:
        named = (_A_FILE.findall(places), _A_FILE.findall(tests))
        assert all(named), whom
        assert [one for one in named[0] if not _is_ours(one)] == [], whom
        assert [one for one in named[1] if not (ROOT / one).exists()] == [], whom


def test_participants_read_the_days_that_the_program_keeps() -> None:
    text = " ".join((DOCS / "privacy.md").read_text(encoding="utf-8").split())

    assert [rule for rule, days in retention.DAYS.items() if f"{days} days" not in rule] == []
    assert [rule for rule in Retention if f"| {rule}" not in text] == []
    for words in (
        f"did not send | {drafts.DAYS_KEPT} days |",
        f"sheets that the team sent in | {import_undo.DAYS_TO_UNDO} days |",
        f"| {retention_of_rounds.DAYS_OF_LISTS} days; {retention_of_rounds.DAYS_OF_DECISIONS} days",
        f"sign-ins | {retention_of_rounds.DAYS_OF_SIGN_INS} days after",
        f"within the last {retention_of_rounds.DAYS_OF_SIGN_INS} days",
        f"which kind of letter | {retention_of_rounds.DAYS_OF_LETTERS // 30} months",
        f"the record of what the team did | {audit_proof.KEPT_DAYS // 30} months",
    ):
        assert words in text


def _is_ours(named: str) -> bool:
    return (ROOT / named).exists() or (ROOT / "mentorship" / named).exists()
