"""Words told in confidence: opened by a reason that is on record first, for a moment only."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from support.desk import HER_FAITH, HOW_TO_REACH_HER, WHOM_TO_AVOID, Desk
from support.road import ADDRESS, HER_NAME, HER_WORDS

import mentorship
from mentorship.domain.disclosure import REGISTRY, Team
from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.models.audit import AuditEntry
from mentorship.models.profile import Profile
from mentorship.services.audit import MINUTES_OPEN, actor_of
from mentorship.services.reveals import MOST_IN_A_DAY, just_revealed, read_for_item, reveal

REASON = "She asked us to call her"
SOURCE = Path(mentorship.__file__).parent


def look(desk: Desk, her: Profile, *, reason: str = REASON) -> list[tuple[str, str]]:
    by = desk.road.coordinator
    reveal(desk.session, her, by=by, reason=reason, now=desk.now)
    return just_revealed(desk.session, her, by=by, now=desk.now)


def test_a_reason_opens_what_the_registry_names_and_no_more(desk: Desk) -> None:
    her = desk.her()
    assert HER_FAITH in her.answers.values()

    assert [words for _, words in look(desk, her)] == [
        ADDRESS,
        HER_NAME,
        HER_WORDS,
        WHOM_TO_AVOID,
        HOW_TO_REACH_HER,
    ]


def test_the_record_holds_who_why_and_codes_but_no_words(desk: Desk) -> None:
    her = desk.her()

    look(desk, her)

    entry = desk.session.scalars(select(AuditEntry).where(AuditEntry.verb == "reveal")).one()
    assert (entry.actor, entry.subject, entry.reason, entry.at) == (
        actor_of(desk.road.coordinator),
        her.id,
        REASON,
        desk.now,
    )
    needs_a_reason = {
        field
        for (side, field), rule in REGISTRY.items()
        if side is Side.MENTEE and rule.team is Team.REASON
    }
    assert set(entry.detail.split(",")) == needs_a_reason


def test_a_reason_that_says_nothing_opens_nothing(desk: Desk) -> None:
    her = desk.her()

    with pytest.raises(Refused, match="in a few words"):
        reveal(desk.session, her, by=desk.road.coordinator, reason="  why  ", now=desk.now)

    assert just_revealed(desk.session, her, by=desk.road.coordinator, now=desk.now) == []


def test_a_reveal_opens_for_this_account_this_person_and_this_moment(desk: Desk) -> None:
    her, other = desk.her(), desk.her(email="b@example.org")
    by, colleague = desk.road.coordinator, desk.road.make.a_coordinator()
    assert look(desk, her) != []
    later = desk.now + timedelta(minutes=MINUTES_OPEN)

    assert just_revealed(desk.session, other, by=by, now=desk.now) == []
    assert just_revealed(desk.session, her, by=colleague, now=desk.now) == []
    assert just_revealed(desk.session, her, by=by, now=later) == []


def test_fifteen_looks_in_a_day_are_enough_for_one_person(desk: Desk) -> None:
    her, by = desk.her(), desk.road.coordinator
    for _ in range(MOST_IN_A_DAY):
        look(desk, her)

    with pytest.raises(Refused, match="ask a colleague"):
        look(desk, her)

    colleague, tomorrow = desk.road.make.a_coordinator(), desk.now + timedelta(days=1)
    reveal(desk.session, her, by=colleague, reason=REASON, now=desk.now)
    reveal(desk.session, her, by=by, reason=REASON, now=tomorrow)
    assert just_revealed(desk.session, her, by=by, now=tomorrow) != []


def test_what_the_work_list_asks_to_have_read_is_never_refused(desk: Desk) -> None:
    her, by = desk.her(), desk.road.coordinator
    for _ in range(MOST_IN_A_DAY + 1):
        read_for_item(desk.session, her, by=by, reason=REASON, now=desk.now)

    assert just_revealed(desk.session, her, by=by, now=desk.now) != []
    assert look(desk, her) != []


def test_only_one_function_opens_to_the_team_what_a_reason_opens() -> None:
    speak = {
        path.relative_to(SOURCE).as_posix(): names
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "domain" and (names := _who_speaks_of(path, "Viewer.REVEAL"))
    }

    # What she sees of herself in cards.py is asked for by her own pages only.
    assert speak == {"services/reveals.py": {"_write_down", "_opened"}} | {
        path: names for path, names in speak.items() if path == "services/cards.py"
    }
    assert speak.get("services/cards.py", {"_for_team"}) == {"_for_team"}
    assert _who_speaks_of(SOURCE / "services" / "reveals.py", "_opened") == {"just_revealed"}
    desk_pages = "".join(path.read_text() for path in (SOURCE / "web" / "coordinator").glob("*.py"))
    assert "previews" not in desk_pages


def _who_speaks_of(path: Path, name: str) -> set[str]:
    """The functions of this file in which that name stands."""
    text = path.read_text()
    functions = ast.walk(ast.parse(text)) if name in text else ()
    return {
        function.name
        for function in functions
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) == name
    }
