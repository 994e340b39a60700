"""One item of the work list, decided with one choice, and taken back with another."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.errors import Refused
from mentorship.domain.people import MATTERS_FIELDS, Field, Matters, Mentee
from mentorship.domain.policy import Policy
from mentorship.domain.questions import QuestionKind
from mentorship.guard.facts import facts_of
from mentorship.intake.addresses import read_address
from mentorship.intake.capacity import read_places
from mentorship.matching.identity import musts_without_a_label
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.check import TeamDecision
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.audit import record
from mentorship.services.decisions import strike, words_key, write_down
from mentorship.services.institutions import (
    add_place,
    add_spelling,
    forget_place,
    forget_spelling,
    register,
)
from mentorship.services.look_requests import ask_for_a_look, ask_for_looks_everywhere
from mentorship.services.people import read_profile
from mentorship.services.work_list import Item

_AGREED = "I agree"
_LONGEST_ANSWER = 2_000


def decide(
    session: Session,
    round_: Round,
    item: Item,
    choice: Choice,
    *,
    answer: str = "",
    by: Account,
    now: datetime,
) -> TeamDecision:
    """The item is decided, and the next look over the round takes it up.

    answer  what was typed, where the choice needs it: an address, a number, a place
    Raises Refused, and changes nothing, when this cannot be chosen or the answer cannot be used.
    """
    if choice not in item.choices:
        raise Refused("This cannot be chosen here. The page shows what can.")
    answer = _usable(session, item, choice, answer.strip())
    register_change = _change_register(session, item, choice, answer, now=now)
    decision = TeamDecision(
        round_id=round_.id,
        topic=item.id,
        kind=item.kind,
        choice=choice,
        text=item.text,
        answer=answer,
        told=_told(session, item, choice, answer),
        first_id=item.people[0] if item.people else None,
        second_id=item.people[1] if len(item.people) > 1 else None,
        change=_ask_for_looks(session, round_, item.kind, now=now),
        register_change=register_change,
        decided_by=by.id,
        decided_at=now,
        undone_by=None,
        undone_at=None,
    )
    write_down(session, decision, by=by, now=now)
    return decision


def take_back(
    session: Session, round_: Round, decision: TeamDecision, *, by: Account, now: datetime
) -> None:
    """The item is open again, as it was before it was decided; both stay on record."""
    strike(session, decision, by=by, now=now)
    change = decision.register_change
    if change and change["new"]:
        forget_place(session, change["name"])
    elif change:
        forget_spelling(session, change["name"], spelling=change["spelling"], now=now)
    _ask_for_looks(session, round_, decision.kind, now=now)
    record(session, by=by, verb=Verb.TAKE_BACK, subject=decision.id, now=now)


def _ask_for_looks(session: Session, round_: Round, kind: QuestionKind, *, now: datetime) -> int:
    """Every round is looked over, for people take part in several; which change of this it is.

    0 for what no look has found and none has to take up.
    """
    if kind is QuestionKind.CHECK_IN:
        return 0
    ask_for_looks_everywhere(session, now=now)
    return ask_for_a_look(session, round_, now=now)


def _usable(session: Session, item: Item, choice: Choice, answer: str) -> str:
    """The answer as it is kept. Raises Refused with a sentence when it cannot be used."""
    if len(answer) > _LONGEST_ANSWER:
        raise Refused("This is longer than the program keeps. A few words are enough.")
    match choice:
        case Choice.ANSWER if item.answers is Field.KEEP_APART:
            return _somebody_or_somewhere(session, answer)
        case Choice.ANSWER:
            return _usable_for(item.answers, answer)
        case Choice.ALIAS:
            return _known_place(session, answer)
        case Choice.PLACE:
            return answer or item.spelling
    return ""


def _usable_for(field: Field | None, answer: str) -> str:
    if field is Field.AGREEMENT:
        return _AGREED
    if not answer:
        raise Refused("Please write what this person told you. Nothing was changed.")
    if field is Field.EMAIL and not read_address(answer).email:
        raise Refused("This address cannot be used. Please look at it again.")
    if field is Field.CAPACITY:
        places = read_places(answer)
        if places.places is None or places.doubt:
            raise Refused("Please write the number of mentees as one figure, such as 1 or 0.")
    return answer


def _somebody_or_somewhere(session: Session, answer: str) -> str:
    """Whom to keep away from, in words that the guard can go by. Raises Refused without any."""
    facts = facts_of(
        Mentee(key="", row=None, answers={}, keep_apart=answer),
        register=register(session),
        former_years=Policy().former_years,
        this_year=None,
    )
    if not facts.names and not facts.ties:
        raise Refused(
            "No name and no place that we know stands in this. Please write whom or which place "
            "she told you; or say that nobody has to be kept away."
        )
    return answer


def _known_place(session: Session, answer: str) -> str:
    """The name in the register that the answer means. Raises Refused when it means none."""
    known = register(session).resolve(answer)
    if not known.is_settled or len(known.known) != 1:
        raise Refused(
            "The register has no such place. Choose one that it knows, or say that this is a "
            "place of its own."
        )
    return next(iter(known.known))


def _told(session: Session, item: Item, choice: Choice, answer: str) -> dict[str, list[str]]:
    """field → [digest of the words that are there now, what counts instead]."""
    if choice not in (Choice.ANSWER, Choice.SOFTEN):
        return {}
    profile = session.get_one(Profile, item.people[0])
    instead: Mapping[Field, str] = {item.answers: answer} if item.answers else _softened(profile)
    return {
        field.value: [words_key(profile.answers.get(field.value, "")), words]
        for field, words in instead.items()
    }


def _softened(profile: Profile) -> dict[Field, str]:
    """Her musts that have nothing of her own to be compared with, as wishes."""
    person = read_profile(profile).person
    if not isinstance(person, Mentee):
        return {}
    unclear = musts_without_a_label(person)
    return {
        field: Matters.HELPS.value
        for field, dimension in MATTERS_FIELDS.items()
        if dimension in unclear
    }


def _change_register(
    session: Session, item: Item, choice: Choice, answer: str, *, now: datetime
) -> dict[str, str | bool]:
    if choice is Choice.ALIAS:
        add_spelling(session, answer, spelling=item.spelling, now=now)
        return {"name": answer, "spelling": item.spelling, "new": False}
    if choice is Choice.PLACE:
        add_place(
            session,
            answer,
            spelling=item.spelling,
            different_from=item.perhaps,
            now=now,
        )
        return {"name": answer, "spelling": item.spelling, "new": True}
    return {}
