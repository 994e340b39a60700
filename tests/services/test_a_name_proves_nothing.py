"""Whoever knows a woman's name, workplace and field can sign up with them, and gets nothing.

Zahra stands on a sheet. Her director confirms an address of his own and signs up as her.
"""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import Desk, a_sheet
from support.road import MENTEE_ANSWERS, Road

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.account import Account, RoleName
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, SheetKind
from mentorship.services.deciding import decide
from mentorship.services.guarding import asked_of_round
from mentorship.services.holding_rows import what_we_hold
from mentorship.services.imports import bring_in, look_through
from mentorship.services.people import people_of_round
from mentorship.services.reveals import reveal
from mentorship.services.whose import sign_ups_of_person
from mentorship.services.work_list import Item

HERS, HIS = "zahra@example.net", "director@example.com"
HER_TOPICS = MENTEE_ANSWERS[Field.TOPICS]
HER_ROW = {
    **{field.value: words for field, words in MENTEE_ANSWERS.items()},
    "email": HERS,
    "name": "Zahra Quillfeather",
    "keep_apart": "Adaeze Kingfisher",
}
OUT = "Please take me out, I withdraw my application."


@pytest.fixture
def hers(desk: Desk) -> Profile:
    return desk.road.a_profile(Side.MENTEE, **HER_ROW)


@pytest.fixture
def director(road: Road) -> Account:
    return road.make.an_account(RoleName.MENTEE, email=HIS)


def signs_up_as_her(road: Road, director: Account, **answers: str) -> Profile:
    """Her name, workplace, field and stage; nothing of what only she could say."""
    said = {"topics": "", "words": "", "keep_apart": "", "email": HIS, **answers}
    said["stated_at"] = "2026-03-01T23:00:00+00:00"
    return road.a_profile(Side.MENTEE, account=director, **{**HER_ROW, **said})


def look(desk: Desk) -> list[Item]:
    desk.look()
    return [one for one in desk.open_items() if one.kind is QuestionKind.SAME_PERSON]


def standing(session: Session) -> dict[str, tuple[str | None, bool]]:
    """Sign-up → whom it was merged into, and whether it counts no more."""
    parts = session.scalars(select(Participation))
    return {part.profile_id: (part.merged_into, part.is_out) for part in parts}


def test_nobody_is_merged_by_her_name_and_somebody_asks(
    desk: Desk, hers: Profile, director: Account
) -> None:
    his = signs_up_as_her(desk.road, director)
    both = {hers.id, his.id}

    (item,) = look(desk)

    assert set(item.people) == both
    assert item.text.endswith(
        "Anybody can write this name. Write to the address on the sheet before you say that they "
        "are one."
    )
    assert standing(desk.session) == dict.fromkeys(both, (None, False))
    cohort = asked_of_round(desk.session, desk.round).cohort
    assert set(cohort.held) == both


def test_what_keeps_her_away_keeps_both_away_as_long_as_it_is_open(
    desk: Desk, hers: Profile, director: Account
) -> None:
    mentor = desk.road.a_profile(Side.MENTOR)
    his = signs_up_as_her(desk.road, director)
    asked = asked_of_round(desk.session, desk.round)

    pairs = [(hers.id, mentor.id), (his.id, mentor.id)]
    assert set(pairs) <= asked.conflicts.blocked_pairs.keys()
    assert {asked.conflicts.verdict(*pair) for pair in pairs} == {
        asked.conflicts.verdict(hers.id, mentor.id)
    }


def test_whoever_is_said_to_be_her_still_gets_no_answer_of_hers(
    desk: Desk, hers: Profile, director: Account
) -> None:
    """Also when a person of the team was talked into saying that the two are one."""
    his = signs_up_as_her(desk.road, director).id
    (item,) = look(desk)
    by = desk.road.coordinator
    decide(desk.session, desk.round, item, Choice.SAME, by=by, now=desk.now)
    desk.session.commit()
    desk.look()

    ((mentee,), _) = people_of_round(desk.session, desk.round)
    assert (mentee.key, mentee.topics, mentee.words) == (his, frozenset(), "")
    assert mentee.keep_apart == "Adaeze Kingfisher"
    assert sign_ups_of_person(desk.session, director) == [desk.session.get_one(Profile, his)]
    held = {one.table: one.rows for one in what_we_hold(desk.session, HIS)}
    assert held["profile"] == 1


def test_his_goodbye_does_not_take_her_out(desk: Desk, hers: Profile, director: Account) -> None:
    signs_up_as_her(desk.road, director, words=OUT)

    desk.look()

    assert standing(desk.session)[hers.id] == (None, False)


def test_two_rows_of_one_sheet_with_her_name_stay_two(desk: Desk, session: Session) -> None:
    """Anybody can fill in the form from which the sheet comes."""
    as_her = {**HER_ROW, "email": HIS, "topics": "", "words": "", "keep_apart": ""}
    sheet = look_through(
        session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, HER_ROW, as_her),
        file_name="form.csv",
        by=desk.road.coordinator,
        now=desk.now,
    )
    bring_in(session, sheet, by=desk.road.coordinator, now=desk.now)

    said = {p.answers["email"]: p.answers["topics"] for p in session.scalars(select(Profile))}
    assert said == {HERS: HER_TOPICS, HIS: ""}
    (item,) = look(desk)
    assert "Write to both addresses before" in item.text


def test_what_he_deletes_and_looks_at_is_his_alone(
    desk: Desk, hers: Profile, director: Account, signed_in: Callable[[Account], Browser]
) -> None:
    """Also where an earlier look took the two for one."""
    signs_up_as_her(desk.road, director)
    his = sign_ups_of_person(desk.session, director)[0].id
    parts = desk.session.scalars(select(Participation).where(Participation.profile_id == hers.id))
    parts.one().merged_into = his
    desk.session.commit()
    reveal(desk.session, hers, by=desk.road.coordinator, reason="She asked for it", now=desk.now)
    desk.session.commit()
    left = hers.id
    browser = signed_in(director)

    assert "Nobody has" in browser.get("/yours/looked").html
    browser.post("/yours/delete")

    desk.session.rollback()
    assert desk.session.scalars(select(Profile.id)).all() == [left]
