"""The page of an account: what can be changed, and the ways to one's own pages."""

from collections.abc import Callable

import pytest
from support.browser import Browser
from support.make import Make

from mentorship.models.account import Account, RoleName


@pytest.mark.parametrize(
    ("roles", "ways"),
    [
        ((RoleName.MENTEE, RoleName.MENTOR), ["/home", "/mentor"]),
        ((RoleName.MENTOR,), []),
    ],
)
def test_whoever_asks_and_offers_finds_the_way_to_both(
    make: Make, signed_in: Callable[[Account], Browser], roles: list[RoleName], ways: list[str]
) -> None:
    page = signed_in(make.an_account(*roles)).get("/account/settings")

    listed = [a.get("href") for item in page.tree.iter("li") for a in item.iter("a")]
    assert [way for way in listed if way in ("/home", "/mentor", "/desk/")] == ways
