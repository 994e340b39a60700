"""Cells as people write them, collected before anybody looked at how they are read."""

import pytest

from mentorship.domain.people import Field
from mentorship.intake.capacity import read_places
from mentorship.intake.cells import read_ticks, read_yes
from mentorship.intake.people import mentee_from_answers
from mentorship.intake.places import time_zone
from mentorship.intake.times import read_time


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("1 or 2 depending", 1),
        ("3ish", 3),
        ("1x", 1),
        ("1.0", 1),
        ("2,0", 2),
        ("２", 2),
        ("٢", 2),
        ("up to 3", 3),
        ("no more than 2", 2),
        ("at most one", 1),
        ("just one please", 1),
        ("2 (two)", 2),
        ("0 or 1", 0),
        ("1 now, 1 in spring", 1),
        ("1 (2 if desperate)", 1),
        ("up to two, ideally one", 1),
        ("between 1 and 3", 1),
        ("one new, keep my current one", 1),
        ("un par", 1),
        ("none this time", 0),
        ("I can't right now", 0),
        ("not this round", 0),
        ("on sabbatical", 0),
        ("0 (sorry!)", 0),
    ],
)
def test_what_is_surely_promised_is_counted(cell: str, places: int) -> None:
    assert (read_places(cell).places, read_places(cell).doubt) == (places, "")


@pytest.mark.parametrize(
    "cell",
    [
        "3 in total, 1 already",
        "I already have 2, could take 1 more",
        "2 including the one I have",
        "1 if she is in surgery",
        "Two, but not until June",
        "any number",
        "whatever you need",
        "no limit",
        "∞",
        "half",
        "TBD",
        "?",
        "yes",
        "several",
        "-1",
        "2-Jan",
    ],
)
def test_what_could_be_promised_too_much_is_asked(cell: str) -> None:
    assert (read_places(cell).places, bool(read_places(cell).doubt)) == (None, True)


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("AZ time", "America/Phoenix"),
        ("MST", "America/Phoenix"),
        ("Mountain Standard Time", "America/Phoenix"),
        ("Denver, Mountain time", "America/Denver"),
        ("Denver (MST)", "America/Denver"),
        ("Tuba City, AZ", "America/Phoenix"),
        ("El Paso, TX", "America/Denver"),
        ("Eastern", "America/New_York"),
        ("PST/PDT", "America/Los_Angeles"),
        ("Portland, Maine", "America/New_York"),
        ("GMT +1", "Etc/GMT-1"),
        ("UTC−7", "Etc/GMT+7"),
        ("UTC+05:30", "Asia/Kolkata"),
        ("GMT+5:45 (Nepal)", "Asia/Kathmandu"),
        ("UTC+13", "Etc/GMT-13"),
        ("UTC+19", None),
        ("UTC+2:17", None),
        ("remote", None),
    ],
)
def test_a_place_or_an_offset_gives_its_time_zone(cell: str, zone: str | None) -> None:
    assert time_zone(cell) == zone


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("I have read the community agreement and I agree to it", True),
        ("👍", True),
        ("sure", True),
        ("Of course!", True),
        ("Absolutely", True),
        ("I understand and agree", True),
        ("yes, no problem", True),
        ("ＹＥＳ", True),
        ("Sí, acepto", True),
        ("yes but only if video", None),
        ("yes, unless my chair finds out", None),
        ("I have questions first", None),
        ("unsure", None),
        ("no problem", None),
        ("I do not agree", False),
        ("not yet", False),
        ("No, thank you", False),
        ("", False),
    ],
)
def test_only_a_whole_yes_is_a_yes(cell: str, says: bool | None) -> None:
    assert read_yes(cell) is says


def test_a_ticked_box_that_shows_its_own_label_is_an_agreement() -> None:
    heading = "I promise to be kind (not unkind)"
    own = (
        "I have read the mentor agreement (not your boss, not your therapist, confidential within "
        "limits)."
    )

    for cell in (heading, own):
        read = mentee_from_answers(
            "a", 2, {Field.AGREEMENT: cell}, headings={Field.AGREEMENT: heading}
        )
        assert read.person.agreed is True
        assert read.problems == ()


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-09-14 11.25", "2026-09-14T11:25:00"),
        ("14/09/2026 11h25", "2026-09-14T11:25:00"),
        ("2026/09/14 11:25:35 AM MST", "2026-09-14T18:25:35"),
        ("46279.5", "2026-09-14T12:00:00"),
        ("14 de septiembre de 2026", "2026-09-14T00:00:00"),
        ("Mon, 14 Sep 2026 11:25:35 GMT", "2026-09-14T11:25:35"),
        ("2026-09-14T11:25:35.123456+0000", "2026-09-14T11:25:35"),
        ("٢٠٢٦-٠٩-١٤", "2026-09-14T00:00:00"),
    ],
)
def test_a_time_stamp_of_any_program_is_read(cell: str, moment: str) -> None:
    read = read_time(cell)

    assert read is not None
    assert read.isoformat()[:19] == moment


@pytest.mark.parametrize(
    ("of", "cell", "codes", "leftover"),
    [
        (Field.TOPICS, "burnout / imposter syndrome", {"burnout", "imposter"}, False),
        (Field.TOPICS, "burnout and imposter syndrome", {"burnout", "imposter"}, False),
        (Field.TOPICS, "1. Burnout 2. Visa", {"burnout", "imgvisa"}, False),
        (Field.TOPICS, "Speaking up - Microaggressions", {"speakup", "micro"}, False),
        (Field.TOPICS, "hijab, prayer, fasting and burnout", {"faithpractice", "burnout"}, None),
        (Field.TOPICS, "Promotion, tenure and titles; my mother", {"promotion"}, True),
        (Field.TOPICS, "not burnout or visas", set(), True),
        (Field.TOPICS, "all of the above", set(), True),
        (Field.FORMATS, "zoom or phone", {"video", "audio"}, False),
        (Field.FORMATS, "Zoom/WhatsApp", {"video", "text"}, False),
        (Field.FORMATS, "video (evenings only)", {"video"}, True),
        (Field.FORMATS, "In person, if near, Video call", {"inperson", "video"}, False),
    ],
)
def test_ticks_that_were_typed_by_hand(
    of: Field, cell: str, codes: set[str], leftover: bool | None
) -> None:
    ticked = read_ticks(of, cell)

    assert ticked.codes == codes
    assert leftover in (None, ticked.leftover)


def test_her_own_words_about_who_she_is_are_never_cut() -> None:
    for cell in ("not Muslim or Christian", "half Somali and half Irish"):
        assert read_ticks(Field.FAITH, cell).codes == {cell}
