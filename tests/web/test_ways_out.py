"""No page of ours leads anywhere else, whatever an address or a header says."""

from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session
from support.accounts import letters
from support.browser import Browser
from support.make import PASSWORD, Make, hashed

from mentorship.models.account import RoleName
from mentorship.models.letter import Letter, LetterKind

EVIL = "evil.example.net"
WAYS_OUT = [
    f"//{EVIL}",
    f"///{EVIL}",
    f"////{EVIL}",
    f"/////{EVIL}/home",
    f"http://{EVIL}",
    f"https://{EVIL}",
    f"https:{EVIL}",
    f"https:/{EVIL}",
    f"https:///{EVIL}",
    f"HTTPS://{EVIL}",
    f"\\\\{EVIL}",
    f"/\\{EVIL}",
    f"\\/{EVIL}",
    f"/\\/{EVIL}",
    f"/\\\\{EVIL}",
    f"//{EVIL}\\@localhost",
    f"//localhost@{EVIL}",
    f"//localhost:pw@{EVIL}",
    f"https://localhost@{EVIL}",
    f"https://localhost.{EVIL}",
    f"https://{EVIL}#localhost",
    f"https://{EVIL}?localhost",
    f"https://{EVIL}/localhost",
    f" //{EVIL}",
    f"\t//{EVIL}",
    f"/\t/{EVIL}",
    f"/\n/{EVIL}",
    f"/\r\n/{EVIL}",
    f"/home\r\nLocation: https://{EVIL}",
    f"/home\nSet-Cookie: visit={EVIL}",
    f"/home\r\n\r\n<a href=https://{EVIL}>",
    f"\x00//{EVIL}",
    f"\u2028//{EVIL}",
    f"javascript:location='https://{EVIL}'",
    f"data:text/html,https://{EVIL}",
    f"ftp://{EVIL}",
    f"//%0d%0a{EVIL}",
    f".{EVIL}",
    f"@{EVIL}",
    f"{EVIL}",
    f"?next=//{EVIL}",
    f"/\u200b\u202e/{EVIL}",
]
HOSTS = [
    {"Host": EVIL},
    {"Host": f"localhost@{EVIL}"},
    {"Host": f"localhost.{EVIL}"},
    {"Host": f"{EVIL}:443"},
    {"X-Forwarded-Host": EVIL},
    {"X-Forwarded-Server": EVIL},
    {"X-Host": EVIL},
    {"Forwarded": f"host={EVIL};proto=http"},
    {"X-Forwarded-Proto": f"http://{EVIL}"},
    {"X-Forwarded-Prefix": f"//{EVIL}"},
    {"X-Original-URL": f"https://{EVIL}/"},
    {"X-Rewrite-URL": f"https://{EVIL}/"},
    {"X-HTTP-Method-Override": "DELETE"},
]


def test_there_are_enough_of_them() -> None:
    assert len(set(WAYS_OUT)) >= 40


def test_signing_in_leads_nowhere_else(app, make: Make, visitor: Browser) -> None:
    with app.app_context():
        make.an_account(RoleName.MENTEE, email="samira@example.org", password=hashed())
    token = visitor.token()
    filled = {"email": "samira@example.org", "password": PASSWORD, "csrf_token": token}

    for way_out in WAYS_OUT:
        looked = visitor.raw("GET", f"/account/login?next={quote(way_out, safe='')}")
        sent = visitor.raw("POST", "/account/login", data=filled | {"next": way_out})
        assert (looked.status_code, sent.status_code) == (400, 400), way_out
        for answer in (looked, sent):
            assert "Location" not in answer.headers
            assert EVIL not in answer.get_data(as_text=True)
            assert "visit=evil" not in str(answer.headers)


def test_a_path_of_ours_is_led_to(app, make: Make, visitor: Browser) -> None:
    """The refusals above are no refusal of everything."""
    with app.app_context():
        make.an_account(RoleName.MENTEE, email="samira@example.org", password=hashed())
    visitor.get("/account/login?next=/account/settings")
    page = visitor.send(
        {"email": "samira@example.org", "password": PASSWORD}, action="login", expect=303
    )

    assert page.location == "/account/settings"


@pytest.mark.parametrize("headers", HOSTS, ids=lambda headers: "".join(headers))
def test_no_header_leads_elsewhere(
    visitor: Browser, make: Make, session: Session, headers: dict[str, str]
) -> None:
    make.an_account(RoleName.MENTEE, email="samira@example.org", password="never asked for")
    token = visitor.token()
    asks = {"email": "samira@example.org", "csrf_token": token}

    answers = [
        visitor.raw("GET", "/", headers=headers),
        visitor.raw("GET", "/account/settings", headers=headers),
        visitor.raw("POST", "/account/reset", data=asks, headers=headers),
    ]

    for answer in answers:
        assert answer.status_code < 500
        assert EVIL not in answer.get_data(as_text=True)
        assert EVIL not in str(answer.headers)
    waiting = session.query(Letter).all()
    assert all((letter.link or "").startswith("/account/reset/") for letter in waiting)
    if answers[-1].status_code != 400:
        assert letters(session) == [LetterKind.RESET_PASSWORD]
