"""Everything that the programme holds about one person, in words, for herself.

What others have said about her is theirs: whom somebody wants to be kept away from, why a mentor
said no, what the team found in somebody else's answers. None of it stands here, so that her copy
is the same whether or not anybody ever spoke of her.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Field, Side
from mentorship.models.account import Account
from mentorship.models.check import TeamDecision
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import ImportedRow, Participation, Round, SheetImport
from mentorship.services.drafts import drafts_of, typed_in
from mentorship.services.looks import looks_at
from mentorship.services.passkeys import passkeys_of
from mentorship.services.profiles import own_answers
from mentorship.services.retention import what_goes_when
from mentorship.services.sheets_held import sheets_with
from mentorship.services.whose import sign_ups_of_mailbox

Line = tuple[str, str]
_S = MatchState
_ROLES: Mapping[Side, str] = {Side.MENTEE: "somebody who asks", Side.MENTOR: "somebody who offers"}
_AUDIENCES: Mapping[Audience, str] = {
    Audience.TEAM: "the matching team",
    Audience.ASKED: "whoever is asked about you",
    Audience.INTRODUCED: "whoever you are introduced to",
}
_NOT_GOING_AHEAD = "It did not go ahead."
_HERS: Mapping[MatchState, str] = {
    _S.ASKED_MENTEE: "You were asked whether you would like to meet.",
    _S.AGREED: "You said yes, and the mentor is being asked.",
    _S.ASKED_MENTOR: "You said yes, and the mentor is being asked.",
    _S.ACCEPTED: "You said yes, and the mentor is being asked.",
    _S.PASSED: "You would rather meet somebody else.",
    _S.INTRODUCED: "You two were introduced.",
    _S.ENDED: "You two were introduced, and it has ended.",
    _S.FINISHED: "You two were introduced, and it has ended.",
}
_THEIRS: Mapping[MatchState, str] = {
    _S.ASKED_MENTOR: "You were asked whether you would like to meet.",
    _S.DECLINED: "You said that it was not possible this time.",
    _S.INTRODUCED: "You two were introduced.",
    _S.ENDED: "You two were introduced, and it has ended.",
    _S.FINISHED: "You two were introduced, and it has ended.",
}
_LETTERS: Mapping[LetterKind, str] = {
    LetterKind.CONFIRM_ADDRESS: "To confirm your address",
    LetterKind.ALREADY_REGISTERED: "That you have an account already",
    LetterKind.RESET_PASSWORD: "To choose a new password",
    LetterKind.PASSWORD_CHANGED: "That your password was changed",
    LetterKind.PASSKEY_ADDED: "That a passkey was added",
    LetterKind.PASSKEY_REMOVED: "That a passkey was removed",
    LetterKind.COORDINATOR_INVITED: "An invitation to the team",
    LetterKind.SOMETHING_TO_READ: "That there is something to read",
    LetterKind.MENTOR_QUESTION: "Whether you would like to meet somebody",
    LetterKind.INTRODUCTION_MENTEE: "An introduction",
    LetterKind.INTRODUCTION_MENTOR: "An introduction",
    LetterKind.MOVED_ON_MENTEE: "That a pairing is not going ahead",
    LetterKind.MOVED_ON_MENTOR: "That a pairing is not going ahead",
}
_ON_A_SHEET = (
    "Your row stands on it, as it was filled in, among the rows of others. The sheet is wiped "
    "after 30 days."
)
# What the team wrote down because she told it, and nobody else.
_TOLD_BY_HER = (Choice.ANSWER, Choice.SOFTEN)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that is held, as lines of (what it is, what it says)."""

    title: str
    lines: tuple[Line, ...]


def everything_about(session: Session, account: Account) -> list[Part]:
    """All that is held about her that is hers to have, in the same order every time."""
    profiles = sign_ups_of_mailbox(session, account)
    parts = [
        Part("Your account", (*_account(account), *_passkeys(session, account))),
        *(_sign_up(profile) for profile in profiles),
        Part("What you typed and have not sent", tuple(_typed(session, account))),
        Part("Who may see what", tuple(_consents(profiles))),
        Part("Rounds", tuple(_rounds(session, profiles))),
        Part("People you could have met", tuple(_matches(session, profiles))),
        Part("Letters to you", tuple(_letters(session, account, profiles))),
        Part("Who has looked", tuple(_looks(session, account))),
        Part("On sheets of the team", tuple(_sheets(session, account, profiles))),
        Part("What a sheet has changed", tuple(_changed_by_sheets(session, profiles))),
        Part("What the team wrote down for you", tuple(_decisions(session, profiles))),
        Part("What goes when", tuple(_going(session, profiles))),
    ]
    return [part for part in parts if part.lines]


def _account(account: Account) -> Iterator[Line]:
    yield "E-mail address", account.email
    yield "Opened", in_words(account.created_at)
    yield "Address confirmed", in_words(account.confirmed_at)
    yield "You are here as", ", ".join(sorted(account.role_names))
    yield "A second step at sign-in", "yes" if account.tf_primary_method else "no"
    yield "Letters", "none, you look in by yourself" if account.checks_in_herself else "yes"


def _passkeys(session: Session, account: Account) -> Iterator[Line]:
    for passkey in passkeys_of(session, account):
        yield "A passkey", f"{passkey.name}, added {in_words(passkey.added_at)}"


def _sign_up(profile: Profile) -> Part:
    answers = own_answers(profile)
    labels = {
        field: rule.own_label for (side, field), rule in REGISTRY.items() if side is profile.side
    }
    lines = [
        ("First written", in_words(profile.created_at)),
        ("Last changed", in_words(profile.updated_at)),
        *([("Withdrawn", in_words(profile.withdrawn_at))] if profile.withdrawn_at else []),
        *((labels.get(field, field.value), answers[field]) for field in Field if field in answers),
    ]
    return Part(f"What you told us as {_ROLES[profile.side]}", tuple(lines))


def _typed(session: Session, account: Account) -> Iterator[Line]:
    for draft in drafts_of(session, account):
        for name, values in typed_in(draft).items():
            if any(values):
                yield name.replace("_", " ").capitalize(), "; ".join(values)


def _consents(profiles: Sequence[Profile]) -> Iterator[Line]:
    for profile in profiles:
        for said in profile.consents:
            rule = REGISTRY.get((profile.side, said.field))
            label = rule.own_label if rule else said.field.value
            word = "opened to" if said.is_open else "closed to"
            yield label, f"{word} {_AUDIENCES[said.audience]}, {in_words(said.said_at)}"


def _rounds(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    rows = session.execute(
        select(Round, Participation)
        .join(Participation, Participation.round_id == Round.id)
        .where(Participation.profile_id.in_([one.id for one in profiles]))
        .order_by(Round.created_at, Participation.id)
    )
    for round_, part in rows:
        yield round_.name, f"as {_ROLES[part.side]}, since {in_words(part.joined_at)}"


def _matches(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    """Only those that she was told of, in the words in which she was told."""
    ids = [one.id for one in profiles]
    hers = session.scalars(
        select(Match)
        .where(Match.mentee_id.in_(ids), Match.asked_at.is_not(None))
        .order_by(Match.asked_at, Match.id)
    )
    for match in hers:
        yield _since(match.asked_at), _HERS.get(match.state, _NOT_GOING_AHEAD)
    theirs = session.execute(
        select(MatchMove.moved_at, Match.state)
        .join(Match, Match.id == MatchMove.match_id)
        .where(Match.mentor_id.in_(ids), MatchMove.to_state == MatchState.ASKED_MENTOR)
        .order_by(MatchMove.id)
    )
    for asked_at, state in theirs:
        yield _since(asked_at), _THEIRS.get(state, _NOT_GOING_AHEAD)


def _since(asked_at: datetime | None) -> str:
    return f"Asked {in_words(asked_at)}"


def _letters(session: Session, account: Account, profiles: Sequence[Profile]) -> Iterator[Line]:
    ids = [one.id for one in profiles]
    letters = session.scalars(
        select(Letter)
        .where(or_(Letter.account_id == account.id, Letter.profile_id.in_(ids)))
        .order_by(Letter.queued_at, Letter.kind, Letter.id)
    )
    for letter in letters:
        if letter.state is LetterState.SENT:
            yield _LETTERS[letter.kind], f"sent {in_words(letter.sent_at)}"


def _looks(session: Session, account: Account) -> Iterator[Line]:
    for look in looks_at(session, account):
        yield f"Somebody of the team, {in_words(look.at)}", ", ".join(look.kinds)


def _sheets(session: Session, account: Account, profiles: Sequence[Profile]) -> Iterator[Line]:
    for sheet in sheets_with(session, account.email, ids=[one.id for one in profiles]):
        yield f"A sheet that came {in_words(sheet.uploaded_at)}", _ON_A_SHEET


def _changed_by_sheets(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    """Her words before a sheet came in, which are kept so that it can be undone."""
    rows = session.execute(
        select(ImportedRow, SheetImport.brought_in_at)
        .join(SheetImport, SheetImport.id == ImportedRow.import_id)
        .where(ImportedRow.profile_id.in_([one.id for one in profiles]))
        .order_by(ImportedRow.id)
    )
    sides = {one.id: one.side for one in profiles}
    for row, came_at in rows:
        for name, (before, after) in sorted(row.changes.items()):
            rule = REGISTRY.get((sides[row.profile_id], Field(name)))
            label = rule.own_label if rule else name
            yield f"{label}, before {in_words(came_at)}", before or "(nothing)"
            yield f"{label}, on the sheet of {in_words(came_at)}", after or "(nothing)"


def _decisions(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    decisions = session.scalars(
        select(TeamDecision)
        .where(
            TeamDecision.first_id.in_([one.id for one in profiles]),
            TeamDecision.second_id.is_(None),
            TeamDecision.choice.in_(_TOLD_BY_HER),
            TeamDecision.undone_at.is_(None),
        )
        .order_by(TeamDecision.decided_at, TeamDecision.id)
    )
    sides = {one.id: one.side for one in profiles}
    for decision in decisions:
        for name, (_, instead) in sorted(decision.told.items()):
            rule = REGISTRY.get((sides[decision.first_id or ""], Field(name)))
            yield rule.own_label if rule else name, f"{instead} ({in_words(decision.decided_at)})"


def _going(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    for keeping in what_goes_when(session, profiles):
        when = in_words(keeping.until) if keeping.until else str(keeping.rule)
        yield ", ".join(keeping.labels), when


def in_words(moment: datetime | None) -> str:
    """As in "2 March 2026"."""
    return f"{moment.day} {moment:%B %Y}" if moment else "not yet"
