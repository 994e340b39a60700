"""Her own say about who sees what: a page, a look at what they will see, and it counts at once."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser, standing
from support.make import Make
from support.road import ADDRESS, HER_NAME, HER_WORDS, Road
from support.screens import send_it

from mentorship.models.account import Account, RoleName
from mentorship.models.consent import Consent
from mentorship.models.match import Match

STAGE = "Resident PGY-2-4 / core trainee / registrar ST3-5"
TOPIC = "Speaking up and advocating for myself"
SignIn = Callable[[Account], Browser]


def boxes(browser: Browser) -> dict[str, list[str]]:
    assert browser.page is not None
    ticked = standing(browser.page.form(action="/yours/shown"))
    return {name: ticked.get(name, []) for name in ("team", "asked", "introduced")}


def without(browser: Browser, audience: str, field: str) -> dict[str, list[str]]:
    """The boxes as they stand, but for this one."""
    ticked = boxes(browser)
    assert field in ticked[audience]
    return {**ticked, audience: [one for one in ticked[audience] if one != field]}


def previews(browser: Browser) -> dict[str, str]:
    assert browser.page is not None
    return {
        part.get("id", "")[8:]: " ".join("".join(part.itertext()).split())
        for part in browser.page.tree.iter("div")
        if part.get("id", "").startswith("preview-")
    }


def test_by_default_each_audience_sees_what_the_registry_says(
    mentee: Account, signed_in: SignIn
) -> None:
    browser = signed_in(mentee)
    page = browser.get("/yours/shown")

    seen = previews(browser)
    assert STAGE in seen["team"]
    assert {audience: HER_NAME in text for audience, text in seen.items()} == {
        "team": True,  # among what opens with a reason only
        "asked": False,
        "introduced": True,
    }
    assert HER_WORDS not in seen["asked"] + seen["introduced"]
    assert seen["asked"].startswith(
        "This is what they will see “Would you like to meet a resident in surgery?”"
    )
    assert f"Write to {ADDRESS}" in seen["introduced"]
    assert "words" not in boxes(browser)["asked"]
    assert "Race or ethnicity" in page.text.partition("What nobody reads, ever")[2]


def test_show_me_draws_what_they_would_see_and_keeps_nothing(
    mentee: Account, signed_in: SignIn, session: Session
) -> None:
    browser = signed_in(mentee)
    browser.get("/yours/shown")

    changed = without(browser, "asked", "topics")
    changed["asked"].append("words")
    browser.send({**changed, "look": "yes"}, expect=200)

    assert TOPIC not in previews(browser)["asked"]
    assert HER_WORDS in previews(browser)["asked"]
    assert TOPIC in previews(browser)["introduced"]
    assert boxes(browser)["asked"] == sorted(changed["asked"], key=boxes(browser)["asked"].index)
    assert session.scalars(select(Consent)).all() == []


def test_what_she_closes_is_gone_from_the_next_page_of_the_mentor(
    road: Road, match: Match, mentee: Account, mentor: Account, signed_in: SignIn
) -> None:
    road.ask_mentor(match, mentee)
    hers, theirs, link = signed_in(mentee), signed_in(mentor), f"/answer/{road.token()}"
    before = theirs.get(link)
    assert STAGE in before.text
    assert before.h1 == "Would you like to meet a resident in surgery?"

    hers.get("/yours/shown")
    hers.send(without(hers, "asked", "stage"))

    assert "It counts from this moment on" in hers.follow().text
    after = theirs.get(link)
    assert STAGE not in after.text
    assert after.h1 == "Would you like to meet somebody early in her career in surgery?"
    assert f"“{after.h1}”" in previews(hers)["asked"]


def test_each_word_is_a_row_of_its_own_and_none_is_edited(
    mentee: Account, signed_in: SignIn, session: Session
) -> None:
    browser = signed_in(mentee)
    for _ in range(2):
        browser.get("/yours/shown")
        browser.send(without(browser, "team", "values"))
        browser.get("/yours/shown")
        ticked = boxes(browser)
        browser.send({**ticked, "team": [*ticked["team"], "values"]})

    session.rollback()
    rows = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(row.field, row.audience, row.is_open) for row in rows] == [
        ("values", "team", False),
        ("values", "team", True),
    ] * 2


def test_keeping_it_as_it_was_says_nothing_anew(
    mentee: Account, signed_in: SignIn, session: Session
) -> None:
    browser = signed_in(mentee)
    browser.get("/yours/shown")
    browser.send()

    assert "Nothing was different from before" in browser.follow().text
    assert session.scalars(select(Consent)).all() == []


def test_nobody_opens_what_the_registry_shuts(
    mentee: Account, signed_in: SignIn, session: Session
) -> None:
    browser = signed_in(mentee)
    for audience, field in (("asked", "name"), ("team", "faith"), ("introduced", "keep_apart")):
        browser.get("/yours/shown")
        ticked = boxes(browser)
        browser.send({**ticked, audience: [*ticked[audience], field]}, expect=422)

    assert session.scalars(select(Consent)).all() == []


def test_her_word_here_and_her_tick_on_the_sign_up_are_one(
    road: Road, mentee: Account, signed_in: SignIn
) -> None:
    browser = signed_in(mentee)
    browser.get("/yours/shown")
    ticked = boxes(browser)
    browser.send(
        {
            **ticked,
            "asked": [*ticked["asked"], "words"],
            "introduced": [*ticked["introduced"], "words"],
        }
    )

    form = standing(browser.get("/home/sign-up/5").form())
    assert form["words_shared"] == ["y"]

    del form["words_shared"]
    browser.post("/home/sign-up/5", form)
    send_it(browser)
    browser.get("/yours/shown")
    assert "words" not in boxes(browser)["asked"] + boxes(browser)["introduced"]


def test_a_mentor_opens_a_part_of_who_she_is_and_closes_it_again(
    road: Road, mentee: Account, signed_in: SignIn
) -> None:
    mentor = road.a_mentor(faith="Muslim", may_show="")
    road.close()
    road.introduce(road.propose(mentee, mentor), mentee)
    hers, theirs = signed_in(mentee), signed_in(mentor)
    assert "Muslim" not in hers.get("/home").text

    theirs.get("/yours/shown")
    ticked = boxes(theirs)
    theirs.send({**ticked, "introduced": [*ticked["introduced"], "faith"]})
    assert "Muslim" in hers.get("/home").text

    theirs.get("/yours/shown")
    theirs.send(without(theirs, "introduced", "faith"))
    assert "Muslim" not in hers.get("/home").text


def test_somebody_who_told_us_nothing_has_nothing_to_show(mentee_client: Browser) -> None:
    assert mentee_client.get("/yours/shown").h1 == "Who sees what"
    assert "Nothing to show yet" in mentee_client.get("/yours/shown").text
    mentee_client.get("/yours/shown/2", expect=404)


def test_whoever_is_both_has_a_page_for_each_side(
    road: Road, make: Make, signed_in: SignIn
) -> None:
    both = make.an_account(RoleName.MENTEE, RoleName.MENTOR, email="both@example.org")
    for side, name in (("mentee", "Nightjar"), ("mentor", "Whinchat")):
        road.a_profile(side, account=both, email="both@example.org", name=name)
    browser = signed_in(both)

    browser.get("/yours/shown")
    assert "Nightjar" in previews(browser)["introduced"]
    browser.get("/yours/shown/2")
    assert "Whinchat" in previews(browser)["asked"]
    browser.get("/yours/shown/3", expect=404)
