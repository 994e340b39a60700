"""Each letter says what it must and nothing else, in the language of whoever reads it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from jinja2 import Environment, meta
from sqlalchemy.orm import Session
from support.make import Make

from mentorship.domain.vocabulary import vocabulary
from mentorship.language import saying
from mentorship.language.languages import LANGUAGES
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import Letter, LetterKind
from mentorship.post import words
from mentorship.post.deliver import stationery_from
from mentorship.post.render import render
from mentorship.post.words import SUBJECTS, first_line, subject_of, text_of

K = LetterKind
TEMPLATES = Path(__file__).parents[2] / "templates"
# What its reader has to learn from each letter.
MUST_SAY: Mapping[LetterKind, tuple[str, ...]] = {
    K.CONFIRM_ADDRESS: ("confirm that this address reaches you", "you need do nothing"),
    K.ALREADY_REGISTERED: ("has an account already", "If it was not you"),
    K.RESET_PASSWORD: ("choose a new password", "works once", "the old password still works"),
    K.PASSWORD_CHANGED: ("was changed a moment ago", "If this was not you"),
    K.PASSKEY_ADDED: ("was added to your account", "If this was not you"),
    K.PASSKEY_REMOVED: ("was removed a moment ago", "If this was not you"),
    K.COORDINATOR_INVITED: ("An account is waiting for you", "works once", "second factor"),
    K.SOMETHING_TO_READ: ("something for you to read", "keeps for a week", "never write to a work"),
    K.ASKED_FOR_HER: ("something for you to read", "need not do anything", "never write to a work"),
    K.STILL_TO_READ: ("still there for you to read", "two more days", "do not remind you again"),
    K.MENTOR_QUESTION: ("One minute, yes or no", "no password", "Both answers are fine"),
    K.MENTOR_QUESTION_AGAIN: ("A small reminder", "Both answers are fine", "remind you again"),
    K.INTRODUCTION_MENTEE: ("you both said yes", "stop at any time, without giving a reason"),
    K.INTRODUCTION_MENTOR: ("Meet Amal.", "Write to: amal@example.org", "in danger", "stop at any"),
    K.MOVED_ON_MENTEE: ("a short note on your page", "nothing that you need to do"),
    K.MOVED_ON_MENTOR: ("Plans have changed", "nothing for you to do"),
    K.SIGNED_UP_MENTEE: ("has arrived", "a person will read it", "either way", "by when"),
    K.SIGNED_UP_MENTOR: ("has arrived", "nothing to do now", "no is a fine answer"),
    K.WAITING: ("not found the right person for you yet", "when you hear from us next"),
    K.CHECK_IN: ("how is it going", "does not feel right", "A person of our team"),
    K.ROOM_THIS_ROUND: ("Do you have room", "without a password", "No room is a fine answer"),
    K.HANDED_BACK_MENTEE: ("Plans have changed on the other side", "nothing that you did"),
    K.ENDED_MENTOR: ("have come to an end", "Nobody is asked for a reason", "Thank you"),
    K.SIGN_UPS_OPEN: ("You asked us to tell you", "open now", "only this once"),
    K.UNFINISHED: ("have not sent it", "just as you left it", "do not remind you again"),
    K.FINISHED_MENTEE: ("The time that was planned is over", "one last question"),
    K.FINISHED_MENTOR: ("The time that was planned is over", "certificate of your hours"),
    K.NEEDS_A_PERSON: ("needs a person today",),
}
# There is nothing to open for them.
WITHOUT_A_LINK = {K.MOVED_ON_MENTOR, K.ENDED_MENTOR, K.INTRODUCTION_MENTOR}
NAMES_SOMEBODY = {K.INTRODUCTION_MENTOR: {"link", "her_name", "her_address"}}
# Whether the page that the link opens names a day.
NAMES_A_DAY = {K.SIGNED_UP_MENTEE: "by when", K.WAITING: "when you hear from us next"}
ASKS_A_MENTOR = (K.MENTOR_QUESTION, K.MENTOR_QUESTION_AGAIN, K.ROOM_THIS_ROUND)
# Words of ours that would say what this is about, in whatever letter.
OURS = ("mentor", "mentee", "match", "defiance", "academy", "programme", "hospital", "identity")
LINK = "https://localhost/an-address-that-is-fairly-long-and-never-broken/wherever-it-stands"
SAID = {"link": LINK, "her_name": "Amal", "her_address": "amal@example.org", "says_when": "yes"}
NOVEMBER = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
ARABIC = {
    "Hello,": "مرحبًا،",
    "Your request": "طلبك",
    "A quick question about %(month)s": "سؤال سريع عن شهر %(month)s",
    "Plans have changed, so there is nothing for you to do. Thank you for being ready.": (
        "تغيّرت الخطط، فليس عليكِ فعل شيء. شكرًا لاستعدادك."
    ),
}


def text(kind: LetterKind, *, code: str = "en", said: Mapping[str, str] = SAID) -> str:
    """The text of a letter of this kind, with what it may say about somebody."""
    return text_of(kind, said, templates=TEMPLATES / "letters", code=code)


@pytest.fixture
def in_arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalog with a few sentences, whatever stands in the real ones."""
    catalog = Catalog(locale="ar")
    for english, arabic in ARABIC.items():
        catalog.add(english, arabic)
    folder = tmp_path / "catalogs" / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(saying, "CATALOGS", tmp_path / "catalogs")
    _forget()
    yield
    _forget()


def _forget() -> None:
    saying.translations_of.cache_clear()
    words._environment.cache_clear()


@pytest.mark.parametrize("kind", LetterKind)
def test_each_letter_tells_what_it_must(kind: LetterKind) -> None:
    said = text(kind)
    in_a_row = " ".join(said.split())

    assert [phrase for phrase in MUST_SAY[kind] if phrase not in in_a_row] == []
    assert said.startswith("Hello,\n\n")
    assert said.endswith("\n\nDA Programs\n")
    # The link stands on a line of its own, so that every mail program can follow it.
    assert said.splitlines().count(LINK) == said.count(LINK) == int(kind not in WITHOUT_A_LINK)
    assert max(map(len, said.replace(LINK, "").splitlines())) <= 72


@pytest.mark.parametrize("kind", LetterKind)
def test_nothing_about_anybody_can_stand_in_a_letter(kind: LetterKind) -> None:
    source = (TEMPLATES / "letters" / f"{kind}.txt").read_text()

    can_say = meta.find_undeclared_variables(Environment(autoescape=True).parse(source)) - {"_"}

    of_a_day = {"says_when"} if kind in NAMES_A_DAY else set()
    assert can_say <= NAMES_SOMEBODY.get(kind, {"link"}) | of_a_day


@pytest.mark.parametrize("kind", NAMES_A_DAY)
def test_a_letter_promises_a_day_only_where_the_page_names_one(kind: LetterKind) -> None:
    without = " ".join(text(kind, said={**SAID, "says_when": ""}).split())

    assert NAMES_A_DAY[kind] in " ".join(text(kind).split())
    assert NAMES_A_DAY[kind] not in without
    assert LINK in without


@pytest.mark.parametrize("kind", LetterKind)
def test_no_letter_says_a_word_of_what_people_tell_us(kind: LetterKind) -> None:
    told = vocabulary()
    terms = (told.topics, told.specialties, told.stages, told.values, told.goals, told.styles)
    labels = {term.label.casefold() for listed in terms for term in listed.values()}
    for of_herself in (told.race_ethnicity, told.faith, told.gender, told.other_identity):
        labels |= {label.casefold() for label in of_herself}
    assert len(labels) > 200
    shown = f"{subject_of(kind, code='en', now=NOVEMBER)}\n{text(kind)}".casefold()

    assert [label for label in labels if f" {label} " in shown] == []
    assert [word for word in OURS if word in shown] == []


@pytest.mark.parametrize("kind", ASKS_A_MENTOR)
def test_what_a_mentor_is_asked_is_read_in_a_moment(kind: LetterKind) -> None:
    assert len(text(kind).split()) <= 60


def test_without_a_page_of_the_own_no_certificate_is_offered() -> None:
    said = text(K.FINISHED_MENTOR, said={**SAID, "link": ""})

    assert "certificate" not in said
    assert "\n\n\n" not in said


def test_subjects_come_from_the_list_of_four() -> None:
    english = {subject_of(kind, code="en", now=NOVEMBER) for kind in LetterKind}

    assert set(SUBJECTS) == set(LetterKind)
    assert english == {
        "Your request",
        "A quick question about November",
        "A time to talk?",
        "One thing to check",
    }


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_can_be_written_in_every_language(kind: LetterKind, code: str) -> None:
    said = text(kind, code=code)

    assert said.count(LINK) == int(kind not in WITHOUT_A_LINK)
    assert all(SAID[what] in said for what in NAMES_SOMEBODY.get(kind, set()) - {"link"})
    assert "%" not in said + subject_of(kind, code=code, now=NOVEMBER)
    shown = first_line(said)
    assert len(shown) <= 110
    assert " ".join(said.split()).startswith(shown.removesuffix(" …"))


@pytest.mark.usefixtures("in_arabic")
def test_an_arabic_letter_arrives_as_it_was_written(
    app: Flask, session: Session, make: Make
) -> None:
    account = make.an_account(RoleName.MENTOR)
    account.language = "ar"

    raw = bytes(_rendered(app, session, account, K.MOVED_ON_MENTOR))

    read = message_from_bytes(raw, policy=policy.strict)
    assert isinstance(read, EmailMessage)
    assert read.get_content_charset() == "utf-8"
    assert " ".join(read.get_content().split()) == (
        "مرحبًا، تغيّرت الخطط، فليس عليكِ فعل شيء. شكرًا لاستعدادك. DA Programs"
    )
    assert b"\nSubject: =?utf-8?" in raw
    assert read["Subject"] == "طلبك"
    assert raw.isascii()


@pytest.mark.usefixtures("in_arabic")
def test_the_month_of_a_subject_is_said_in_the_language_of_the_reader() -> None:
    assert subject_of(K.MENTOR_QUESTION, code="ar", now=NOVEMBER) == "سؤال سريع عن شهر نوفمبر"


@pytest.mark.usefixtures("in_arabic")
def test_who_chose_no_language_and_the_team_are_written_to_in_english(
    app: Flask, session: Session, make: Make
) -> None:
    nobody_s, colleague = make.an_account(RoleName.MENTOR), make.a_coordinator()
    colleague.language = "ar"

    for account in (nobody_s, colleague):
        letter = _rendered(app, session, account, K.MOVED_ON_MENTOR)
        assert "Plans have changed" in letter.as_string()


def _rendered(app: Flask, session: Session, account: Account, kind: LetterKind) -> EmailMessage:
    stationery = stationery_from(app.config, templates=TEMPLATES)
    letter = Letter(kind=kind, account_id=account.id, link="/x", message_id="0123456789abcdef")
    message = render(session, letter, stationery=stationery, now=NOVEMBER)
    assert message is not None
    return message
