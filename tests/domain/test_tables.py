"""The pages of docs/ that come from the rules are current."""

from pathlib import Path

import pytest

from mentorship.domain.tables import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_says_what_the_rules_say(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name], "run `make docs`"
