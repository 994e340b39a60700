"""Names that a letter of ours can say, and words that only look like one."""

import pytest
from support.names import NAMES

from mentorship.domain.plain_names import LONGEST_NAME, is_plain_name

SHORT = [name for name in NAMES if len(name) <= LONGEST_NAME]


@pytest.mark.parametrize(
    "name",
    [
        "Dr. J.R. Smith",
        "J.R.R.Tolkien",
        "M.Curie",
        "St. John",
        "A.-M. Müller, Jr.",
        "Nguyễn Thị",
        "O",
    ],
)
def test_a_name_may_be_written_as_people_write_it(name: str) -> None:
    assert is_plain_name(name)


def test_names_of_every_script_are_names() -> None:
    assert len(SHORT) >= 60
    assert [name for name in SHORT if not is_plain_name(name)] == []


@pytest.mark.parametrize(
    "words",
    [
        "Please sign in at evil.example.org within 24h",
        "Evil.Example.Org",
        "evil.org",
        "t.co",
        "T.LY/abc",
        "https://evil",
        "See HTTPS://evil",
        "Go to www.evil",
        "a@example.org",
        "evil。example。org",
        "evil．org",
        "ev\u200bil.o\u200brg",
        "evil.\u00adorg",
        "उदाहरण.परीक्षा",
        "http at 10.0.0.1",
        "Amina\nPlease sign in",
        "Amina\u2028Please sign in",
        "A" * (LONGEST_NAME + 1),
    ],
)
def test_what_leads_somewhere_or_goes_on_and_on_is_no_name(words: str) -> None:
    assert not is_plain_name(words)
