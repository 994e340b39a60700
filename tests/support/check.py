"""The work list in tests: people who raise an item, a choice through the page, its effect."""

from sqlalchemy import select

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Side
from mentorship.models.check import TeamDecision
from mentorship.models.profile import Profile
from mentorship.services.looking import gathered, look_at
from mentorship.services.work_list import Item
from support.desk import Desk
from support.page import Page

Answers = dict[str, str]


def two(desk: Desk, side: Side, answers: Answers) -> tuple[Profile, Profile]:
    """Her and a mentor, one of them with these answers, and the list made for them."""
    her = desk.a_plain_mentee(**(answers if side is Side.MENTEE else {}))
    mentor = desk.a_mentor(**(answers if side is Side.MENTOR else {}))
    desk.look()
    return her, mentor


def a_stranger(desk: Desk, number: int, **answers: str) -> Profile:
    """Somebody who looks like none of the others."""
    name = f"{'abcdefghij'[number // 10] * 4}on {'klmnopqrst'[number % 10] * 5}er"
    about = {"email": f"her{number}@example.org", "name": name.title()}
    return desk.a_plain_mentee(**{**about, "words": f"My question is number {number}", **answers})


def item_with(desk: Desk, choice: Choice) -> Item:
    return next(item for item in desk.open_items() if choice in item.choices)


def choose(
    desk: Desk, item: Item, choice: Choice, answer: str = "", *, expect: int = 303, part: str = ""
) -> Page:
    path = f"{desk.url}/check/{item.id}" + (f"?part={part}" if part else "")
    return desk.browser.post(path, {"choice": choice, "answer": answer}, expect=expect)


def may_meet(desk: Desk, her: Profile, mentor: Profile) -> bool:
    """Both can be matched, and nothing stands between them."""
    desk.session.rollback()
    look = look_at(gathered(desk.session, desk.round))
    everybody = {one.key for one in (*look.cohort.mentees, *look.cohort.mentors)}
    return {her.id, mentor.id} <= everybody and look.conflicts.may_meet(her.id, mentor.id)


def decisions(desk: Desk) -> list[TeamDecision]:
    desk.session.rollback()
    return list(desk.session.scalars(select(TeamDecision).order_by(TeamDecision.decided_at)))


def heads(page: Page) -> list[str]:
    return [" ".join("".join(head.itertext()).split()) for head in page.tree.iter("h2")]


def buttons(page: Page) -> list[str]:
    own = [form for form in page.forms() if not (form.get("action") or "").endswith("/keys")]
    found = [one for form in own for one in form.iter("button")]
    return [" ".join("".join(one.itertext()).split()) for one in found]
