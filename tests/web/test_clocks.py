"""Days and hours on a page are those of her own clock, which her place tells us."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask, g, render_template_string
from support.browser import Browser
from support.make import Make
from support.road import Road

from mentorship.domain.people import Field, Side
from mentorship.domain.sentences import sentence
from mentorship.models.account import Account, RoleName
from mentorship.services.profiles import sign_up
from mentorship.web.days import on_day

SignedIn = Callable[[Account], Browser]


@pytest.mark.parametrize(
    ("place", "hour"),
    [("Phoenix, AZ", "02:00"), ("Lagos", "10:00"), ("Kathmandu", "14:45"), ("the moon", "09:00")],
)
def test_her_place_tells_her_clock(
    road: Road, make: Make, signed_in: SignedIn, place: str, hour: str
) -> None:
    account = make.an_account(RoleName.MENTEE)
    sign_up(road.session, account, Side.MENTEE, {Field.PLACE: place}, round_=None, now=road.now)
    road.session.commit()

    assert (
        f"since today at {hour} by the clock of "
        in signed_in(account).get("/account/settings").text
    )


def test_a_place_that_tells_nothing_leaves_her_clock_as_it_was(road: Road, make: Make) -> None:
    account = make.an_account(RoleName.MENTEE)
    for place in ("Lagos", "", "somewhere quiet"):
        answers = {Field.PLACE: place}
        sign_up(road.session, account, Side.MENTEE, answers, round_=None, now=road.now)

    assert account.time_zone == "Africa/Lagos"


def test_filters_write_days_in_her_language_and_by_her_clock(app: Flask, make: Make) -> None:
    account = make.an_account(RoleName.MENTEE)
    account.time_zone, account.language = "America/Phoenix", "es"
    make.session.commit()
    late = make.now.replace(hour=3)
    page = (
        "{{ at | day }} | {{ at | weekday }} | {{ at | month }} | {{ at | day_and_time }} | "
        "{{ at.date() | day }} | {{ _('%(day)s.', day=at | day) }}"
    )
    with app.test_request_context():
        g._login_user = account
        said = render_template_string(page, at=late)

    assert said.split(" | ") == [
        "1 de marzo de 2026",
        "domingo, 1 de marzo",
        "marzo",
        "domingo, 1 de marzo, 20:00",
        "2 de marzo de 2026",
        "1 de marzo de 2026.",
    ]


def test_a_sentence_within_a_sentence_of_a_template_is_told_as_well(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        said = render_template_string(
            "{{ _('<%(a)s>', a=a) }}{{ ngettext('%(num)s', '%(a)s %(num)s', 2, a=a) }}",
            a=sentence("%(day)s & ", day=on_day(date(2026, 3, 2))),
        )
    assert said == "<2 mars 2026 &amp; >2 mars 2026 &amp;  2"
