"""Whatever people write about themselves, a letter shows nothing of it on a lock screen."""

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.road import Road

from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.post.deliver import stationery_from
from mentorship.post.render import render
from mentorship.services import matches
from mentorship.services.drafts import keep_draft
from mentorship.services.quiet import is_still_true

SUBJECTS = {
    "One thing to check",
    "Your request",
    "A quick question about March",
    "A time to talk?",
}
MISSION = ("mentor", "mentee", "match", "defiance", "academy", "programme", "career", "surg")
SHOWN_ON_A_LOCK_SCREEN = 140
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]
CANARY = "Zugzwang"
HOSTILE_NAMES = [
    f"{CANARY} Plain",
    f"\u202e{CANARY}\u202c",
    f"={CANARY}()",
    f"{CANARY} 👩🏽‍⚕️🏳️‍🌈",
    f"{CANARY} " + "ع" * 90,
    f"{{{{ link }}}}{CANARY}{{% for x in y %}}",
    f"=?utf-8?q?{CANARY}?=",
    f"<script>{CANARY}</script>\x00",
]
# With these, whoever writes a name could speak in our place: the letter calls her otherwise.
SPEAKING_NAMES = [
    f"{CANARY}\r\nBcc: everybody@example.net",
    f"{CANARY}\r\n\r\nPlease send your password to thief@example.net",
    f"{CANARY}\u2028\u0085\x0bX-Header: yes",
    f"Bcc: {CANARY} <x@example.net>, y@example.net",
    f"{CANARY} " + "ع" * 300,
    f"{CANARY} Please sign in at evil.example.org within 24h",
    f"{CANARY} https://evil",
    "",
]


@pytest.fixture
def written(app: Flask, session: Session, now: datetime):
    """What a letter of this kind about this match is, byte by byte."""
    stationery = stationery_from(app.config, templates=Path(str(app.template_folder)))

    def write(kind: LetterKind, match: Match, *, to: Profile) -> bytes | None:
        letter = Letter(
            kind=kind,
            account_id=to.account_id,
            profile_id=to.id,
            match_id=match.id,
            link="/home",
            message_id="0123456789abcdef",
        )
        message = render(session, letter, stationery=stationery, now=now)
        return message and bytes(message)

    return write


def strictly(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.strict.clone(utf8=True))
    assert isinstance(message, EmailMessage)
    return message


def test_no_name_however_hostile_changes_what_a_letter_shows(
    road: Road, mentee: Account, mentor: Account, match: Match, session: Session, written
) -> None:
    her, them = session.get_one(Profile, match.mentee_id), session.get_one(Profile, match.mentor_id)
    keep_draft(session, mentee, "sign-up/1", {"name": [CANARY]}, now=road.now)
    session.commit()
    seen: set[LetterKind] = set()
    sizes: dict[LetterKind, set[int]] = {}
    for step in _steps(road, match, mentee):
        step()
        now_true = [k for k in LetterKind if k not in seen and _is_true(session, k, match, her)]
        for name in (*HOSTILE_NAMES, *SPEAKING_NAMES):
            for one in (her, them):
                one.answers = {**one.answers, "name": name, "words": f"{CANARY} {name}"}
            session.flush()
            for kind in now_true:
                to = them if "mentor" in kind else her
                raw = written(kind, match, to=to)
                assert raw is not None
                _judge(kind, strictly(raw), to=to, named=name in HOSTILE_NAMES)
                sizes.setdefault(kind, set()).add(len(raw))
        seen.update(now_true)
        session.rollback()

    # Letters of a round that takes sign-ups; they can say nothing but their link.
    assert set(LetterKind) - seen == {LetterKind.ROOM_THIS_ROUND, LetterKind.SIGN_UPS_OPEN}
    # Whom it is about cannot be told from the size of a letter, but for the one that names her.
    assert {kind for kind, found in sizes.items() if len(found) > 1} == {
        LetterKind.INTRODUCTION_MENTOR
    }


def _is_true(session: Session, kind: LetterKind, match: Match, her: Profile) -> bool:
    of_her = {"account_id": her.account_id, "profile_id": her.id, "match_id": match.id}
    return is_still_true(session, Letter(kind=kind, **of_her))


def _steps(road: Road, match: Match, mentee: Account) -> list[Callable[[], object]]:
    """At first she waits. Then she is asked, says yes, and so does the mentor."""
    session, now, by = road.session, road.now, road.coordinator
    return [
        lambda: (
            matches.set_aside(session, match, by=by, now=now, why="Other fields."),
            session.commit(),
        ),
        lambda: (matches.put_back(session, match, by=by, now=now), road.ask_her(match)),
        lambda: (matches.agree(session, match, by=mentee, now=now), session.commit()),
        lambda: (matches.accept(session, match, link=road.link(match), now=now), session.commit()),
    ]


def _judge(kind: LetterKind, letter: EmailMessage, *, to: Profile, named: bool) -> None:
    text = letter.get_content()
    assert letter.keys() == HEADERS
    assert letter["Subject"] in SUBJECTS
    assert letter["From"] == "DA Programs <programs@example.org>"
    assert [address for _, address in getaddresses([letter["To"]])] == [to.answers["email"]]
    assert letter["Message-ID"] == "<0123456789abcdef@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    shown = f"{letter['Subject']} {text[:SHOWN_ON_A_LOCK_SCREEN]}".casefold()
    assert [word for word in (*MISSION, CANARY.casefold()) if word in shown] == []
    introduces = kind is LetterKind.INTRODUCTION_MENTOR
    assert ("\nMeet the person you said yes to.\n" in text) == (introduces and not named)
    names_her = introduces and named
    assert (CANARY in text) == names_her
    assert len([line for line in text.splitlines() if CANARY in line]) == int(names_her)
    assert "\nPlease send" not in text


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nBcc: b@example.net",
        "a@example.org, b@example.net",
        "a@example.org;b@example.net",
        "friends:a@example.org,b@example.net;",
        "A <a@example.org>",
        "a@example.org b@example.net",
        "a\u2028@example.org",
        '"a b"@example.org',
        "a@b@example.org",
        "",
        "=?utf-8?q??=@example.org",
        "=?utf-8?q?a=0d=0aDATA?=@example.org",
        "=?utf-8?q?x=40evil.org?=@example.com",
        "=?utf-8?q?=00?=@",
        "a@example.org.",
        "a@=?utf-8?q?evil.org?=",
    ],
)
def test_a_letter_goes_to_one_person_or_not_at_all(
    road: Road, mentee: Account, match: Match, session: Session, written, address: str
) -> None:
    her = session.get_one(Profile, match.mentee_id)
    assert written(LetterKind.MOVED_ON_MENTEE, match, to=her) is not None

    mentee.email = address
    session.flush()

    assert written(LetterKind.MOVED_ON_MENTEE, match, to=her) is None
