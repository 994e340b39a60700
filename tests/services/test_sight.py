"""What a coordinator who works somewhere does not see, on any page and in any count."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.check import a_stranger
from support.desk import DISTRESS, Desk, a_sheet

from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchState
from mentorship.models.profile import Profile
from mentorship.models.round import SheetKind
from mentorship.services.desk import standing
from mentorship.services.imports import bring_in, look_through
from mentorship.services.matches import confirm, send_letters
from mentorship.services.review import confirm_shown, fill_of_shelves
from mentorship.services.sight import Sight, code_of, look_as, seen_items
from mentorship.services.stand_in import waits_for_another, waits_of_team
from mentorship.services.team import Told, look_with_the_eyes_of, set_straight, sight_for, tell

ALDER = "Alder General Hospital"
_LINK = re.compile(r'(?:href|action|hx-get)="(/desk/[^"#]*)')


@pytest.fixture
def colleague(desk: Desk) -> Account:
    """A coordinator who works where she does."""
    account = desk.road.make.a_coordinator(email="xenia@example.net")
    told = Told(places=((ALDER, None),), names=("Xenia Waterhouse",))
    set_straight(desk.session, account, told, by=None, now=desk.now)
    desk.session.commit()
    return account


def elsewhere(desk: Desk, number: int = 1) -> Profile:
    return a_stranger(desk, number, workplace="Lakeview Hospital")


def her_pair(desk: Desk) -> Match:
    """Hers, proposed beside the pair of somebody else."""
    her, other = desk.a_plain_mentee(workplace=ALDER), elsewhere(desk)
    mentors = [desk.a_mentor(number, workplace="Cleveland Clinic") for number in (1, 2)]
    desk.road.close()
    hers = desk.a_pair(her, mentors[0])
    desk.a_pair(other, mentors[1], 1)
    return hers


def hidden_from(desk: Desk, account: Account) -> frozenset[str]:
    return sight_for(desk.session, account, now=desk.now).hidden


def test_whoever_is_at_her_place_is_hidden_and_nobody_else(desk: Desk, colleague: Account) -> None:
    hers, other = desk.a_plain_mentee(workplace=ALDER), elsewhere(desk)
    mentor = desk.a_mentor(workplace=ALDER, email="m@example.com")

    assert hidden_from(desk, colleague) == {hers.id, mentor.id}
    assert hidden_from(desk, desk.road.coordinator) == frozenset()
    assert other.id not in hidden_from(desk, colleague)


def test_an_unknown_workplace_is_closed_to_whoever_works_somewhere(
    desk: Desk, colleague: Account
) -> None:
    unknown = desk.a_plain_mentee(workplace="The old mill, third floor")

    assert hidden_from(desk, colleague) == {unknown.id}


def test_whoever_named_her_is_hidden_from_somebody_of_the_programme_only(desk: Desk) -> None:
    her = desk.her(keep_apart="Dr. Ysolde Fairbairn")
    ysolde = desk.road.make.a_coordinator(email="ysolde@example.net")
    told = Told(places=(), names=("Ysolde Fairbairn",))
    set_straight(desk.session, ysolde, told, by=None, now=desk.now)

    assert hidden_from(desk, ysolde) == {her.id}


def test_an_earlier_place_counts_for_five_years(desk: Desk, colleague: Account) -> None:
    her = desk.a_plain_mentee(workplace=ALDER)

    for left, hidden in ((2024, {her.id}), (2021, {her.id}), (2020, set())):
        told = Told(
            places=(("Lakeview Hospital", None), (ALDER, left)), names=("Xenia Waterhouse",)
        )
        set_straight(desk.session, colleague, told, by=None, now=desk.now)
        assert hidden_from(desk, colleague) == hidden, left


def test_other_sign_ups_of_the_same_person_are_hidden_with_her(
    desk: Desk, colleague: Account
) -> None:
    account = desk.road.a_mentee(workplace=ALDER)
    second = desk.road.a_profile(
        Side.MENTOR, account=account, workplace="Lakeview Hospital", email="other@example.org"
    )

    assert second.id in hidden_from(desk, colleague)


def test_what_she_tells_later_is_added_and_opens_nobody(desk: Desk, colleague: Account) -> None:
    her = desk.a_plain_mentee(workplace=ALDER)

    later = Told(places=(("Lakeview Hospital", None),), names=())
    tell(desk.session, colleague, later, now=desk.now)

    assert hidden_from(desk, colleague) == {her.id}


def test_whoever_works_at_a_place_that_is_added_is_hidden_at_once(
    desk: Desk, colleague: Account
) -> None:
    there = desk.a_plain_mentee(workplace="Lakeview Hospital")
    assert there.id not in hidden_from(desk, colleague)

    tell(desk.session, colleague, Told((("Lakeview Hospital", None),), ()), now=desk.now)

    assert there.id in hidden_from(desk, colleague)


def test_a_place_that_the_register_does_not_know_is_refused(desk: Desk, colleague: Account) -> None:
    with pytest.raises(Refused, match="could not be read as one place"):
        tell(desk.session, colleague, Told((("The old mill", None),), ()), now=desk.now)


def test_whoever_has_not_told_sees_nobody(desk: Desk) -> None:
    her = desk.a_plain_mentee()
    new = desk.road.make.an_account(*desk.road.coordinator.role_names)

    assert hidden_from(desk, new) == {her.id}


def test_counts_and_shelves_leave_the_hidden_out(desk: Desk, colleague: Account) -> None:
    her_pair(desk)
    assert standing(desk.session, desk.round).people[Side.MENTEE] == 2

    look_with_the_eyes_of(desk.session, colleague, now=desk.now)
    stands = standing(desk.session, desk.round)

    assert (stands.people[Side.MENTEE], stands.live_pairs) == (1, 1)
    assert sum(fill_of_shelves(desk.session, desk.round).values()) == 1


def test_what_a_look_has_found_about_somebody_hidden_is_on_no_list_of_hers(
    session: Session,
) -> None:
    worry, place = {"kind": "worry", "spelling": ""}, {"kind": "institution", "spelling": "Alder"}
    found = [
        {**worry, "people": ["hidden"]},
        {**worry, "people": ["seen"]},
        {**worry, "people": ["hidden", "seen"]},
        {**place, "people": ["hidden"]},
        {**place, "people": ["hidden", "seen"]},
    ]
    assert seen_items(session, found) == found

    look_as(session, Sight(1, frozenset({"hidden"}), works_somewhere=True))

    assert seen_items(session, found) == [found[1], {**place, "people": ["seen"]}]


def test_confirming_and_sending_leave_the_hidden_alone(desk: Desk, colleague: Account) -> None:
    hers = her_pair(desk)
    pairs = {match.id: match.version for match in desk.session.scalars(select(Match))}
    confirm(desk.session, hers, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    look_with_the_eyes_of(desk.session, colleague, now=desk.now)

    confirmed = confirm_shown(desk.session, desk.round, pairs, by=colleague, now=desk.now)
    sent = send_letters(desk.session, desk.round, by=colleague, now=desk.now)

    assert (confirmed, sent, hers.state) == (1, 1, MatchState.CONFIRMED)


def test_a_sheet_of_hers_cannot_bring_a_hidden_person_into_sight(
    desk: Desk, colleague: Account
) -> None:
    her = desk.a_plain_mentee(workplace=ALDER, email="her@example.org")
    row = {**her.answers, "workplace": "Lakeview Hospital"}
    look_with_the_eyes_of(desk.session, colleague, now=desk.now)

    sheet = look_through(
        desk.session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, row),
        file_name="rows.csv",
        by=colleague,
        now=desk.now,
    )
    counts = bring_in(desk.session, sheet, by=colleague, now=desk.now)

    assert (sheet.findings["new"], counts["new"]) == (1, 1)
    assert her.answers["workplace"] == ALDER
    assert her.id in hidden_from(desk, colleague)


def test_another_coordinator_is_told_that_somebody_waits(desk: Desk, colleague: Account) -> None:
    her_pair(desk)
    look_with_the_eyes_of(desk.session, desk.road.coordinator, now=desk.now)

    (unseen,) = waits_for_another(desk.session, desk.round, now=desk.now)

    assert (unseen.than, unseen.count) == (colleague, 1)
    look_with_the_eyes_of(desk.session, colleague, now=desk.now)
    assert waits_for_another(desk.session, desk.round, now=desk.now) == []


def test_the_server_says_whom_nobody_of_the_team_sees(desk: Desk, colleague: Account) -> None:
    her_pair(desk)
    assert waits_of_team(desk.session, desk.round, now=desk.now).by_nobody == 0

    told = Told(places=((ALDER, None),), names=("Ysolde Fairbairn",))
    set_straight(desk.session, desk.road.coordinator, told, by=None, now=desk.now)

    waits = waits_of_team(desk.session, desk.round, now=desk.now)
    assert (waits.waiting, waits.by_nobody) == (4, 1)


def test_whoever_works_somewhere_reads_codes_without_gaps(
    desk: Desk, colleague: Account, signed_in: Callable[[Account], Browser]
) -> None:
    her = her_pair(desk).mentee_id
    other = desk.session.scalars(
        select(Profile).where(Profile.side == Side.MENTEE, Profile.id != her)
    ).one()

    page = signed_in(colleague).get(f"{desk.url}/review")

    assert f"Mentee {code_of(other.id)}" in page.text
    assert not re.search(r"Mentee \d", page.text)


def test_no_page_of_the_desk_reaches_her(
    desk: Desk, colleague: Account, signed_in: Callable[[Account], Browser]
) -> None:
    """Every page that a home leads to is crawled, and every address of hers is tried."""
    hers = her_pair(desk)
    her = desk.session.get_one(Profile, hers.mentee_id)
    her.answers = {**her.answers, "words": DISTRESS}
    desk.session.commit()
    desk.look()
    marks = (her.id, hers.id, code_of(her.id), ALDER)

    assert all(any(mark in page for page in crawled(desk.browser)) for mark in marks[:2])
    browser = signed_in(colleague)
    assert [mark for mark in marks for page in crawled(browser) if mark in page] == []

    item = next(one for one in desk.open_items() if her.id in one.people)
    for absent, present in (
        (f"/person/{'x' * 22}", f"/person/{her.id}"),
        (f"/pair/{'x' * 22}", f"/pair/{hers.id}"),
        (f"/check/{'x' * 64}", f"/check/{item.id}"),
    ):
        for method in ("GET", "POST"):
            assert answer(browser, method, desk.url + present) == answer(
                browser, method, desk.url + absent
            ), (method, present)


def crawled(browser: Browser) -> list[str]:
    """Every page that is reached from the desk by links."""
    seen: dict[str, str] = {}
    ahead = ["/desk/"]
    while ahead:
        path = ahead.pop().replace("&amp;", "&")
        if path not in seen:
            seen[path] = browser.raw("GET", path).get_data(as_text=True)
            ahead += _LINK.findall(seen[path])
    return list(seen.values())


def answer(browser: Browser, method: str, path: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page, without what is drawn anew."""
    if method == "POST":
        page = browser.post(path, {"decision": "confirm", "version": "1"}, expect=None)
        return page.status, page.location, plain(page.html)
    got = browser.raw("GET", path)
    return got.status_code, got.headers.get("Location", ""), plain(got.get_data(as_text=True))


def plain(html: str) -> str:
    return re.sub(r'(?<=name="csrf_token" )[^>]+', "", html)
