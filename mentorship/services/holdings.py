"""Everything that the programme holds about one person, in words, for herself.

What others have said about her is theirs: whom somebody wants to be kept away from, why a mentor
said no, what the team found in somebody else's answers. None of it stands here, so that her copy
is the same whether or not anybody ever spoke of her.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Side
from mentorship.domain.sentences import Sentence, beside, the_day
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.check import TeamDecision
from mentorship.models.letter import Letter, LetterState
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import ImportedRow, Participation, Round, SheetImport
from mentorship.services.check_ins import said_about_pairs
from mentorship.services.circle_seats import seats_of
from mentorship.services.drafts import drafts_of, typed_in
from mentorship.services.holding_words import (
    AUDIENCES,
    HERE_AS,
    HERS,
    LETTERS,
    NOT_GOING_AHEAD,
    ON_A_SHEET,
    THEIRS,
    TITLES,
    label_of_typed,
)
from mentorship.services.looks import looks_at
from mentorship.services.passkeys import passkeys_of
from mentorship.services.profiles import own_answers
from mentorship.services.retention import what_goes_when
from mentorship.services.sheets_held import sheets_with
from mentorship.services.whose import sign_ups_of_mailbox

Line = tuple[str, str]
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
        Part(_("Your account"), (*_account(account), *_passkeys(session, account))),
        *(_sign_up(profile) for profile in profiles),
        Part(_("What you typed and have not sent"), tuple(_typed(session, account))),
        Part(_("Who may see what"), tuple(_consents(profiles))),
        Part(_("Rounds"), tuple(_rounds(session, profiles))),
        Part(_("People you could have met"), tuple(_matches(session, profiles))),
        Part(_("How it goes with them"), tuple(_check_ins(session, profiles))),
        Part(_("Circles"), tuple(_circles(session, profiles))),
        Part(_("Letters to you"), tuple(_letters(session, account, profiles))),
        Part(_("Who has looked"), tuple(_looks(session, account))),
        Part(_("On sheets of the team"), tuple(_sheets(session, account, profiles))),
        Part(_("What a sheet has changed"), tuple(_changed_by_sheets(session, profiles))),
        Part(_("What the team wrote down for you"), tuple(_decisions(session, profiles))),
        Part(_("What goes when"), tuple(_going(session, profiles))),
    ]
    return [part for part in parts if part.lines]


def _account(account: Account) -> Iterator[Line]:
    yield _("E-mail address"), account.email
    yield _("Opened"), in_words(account.created_at)
    yield _("Address confirmed"), in_words(account.confirmed_at)
    yield _("You are here as"), beside(HERE_AS[role] for role in sorted(account.role_names))
    yield _("A second step at sign-in"), _said(account.tf_primary_method)
    yield _("A letter when sign-ups open"), _said(account.wishes_opening)
    yield (
        _("Letters"),
        _("none, you look in by yourself") if account.checks_in_herself else _("yes"),
    )


def _passkeys(session: Session, account: Account) -> Iterator[Line]:
    for passkey in passkeys_of(session, account):
        yield (
            _("A passkey"),
            _("%(name)s, added %(day)s", name=passkey.name, day=in_words(passkey.added_at)),
        )


def _sign_up(profile: Profile) -> Part:
    answers = own_answers(profile)
    labels = {
        field: rule.own_label for (side, field), rule in REGISTRY.items() if side is profile.side
    }
    lines = [
        (_("First written"), in_words(profile.created_at)),
        (_("Last changed"), in_words(profile.updated_at)),
        *([(_("Withdrawn"), in_words(profile.withdrawn_at))] if profile.withdrawn_at else []),
        *((labels.get(field, field.value), answers[field]) for field in Field if field in answers),
    ]
    return Part(TITLES[profile.side], tuple(lines))


def _typed(session: Session, account: Account) -> Iterator[Line]:
    for draft in drafts_of(session, account):
        for name, values in typed_in(draft).items():
            if any(values):
                yield label_of_typed(draft.page, name), "; ".join(values)


def _consents(profiles: Sequence[Profile]) -> Iterator[Line]:
    for profile in profiles:
        for said in profile.consents:
            rule = REGISTRY.get((profile.side, said.field))
            label = rule.own_label if rule else said.field.value
            whom, day = AUDIENCES[said.audience], in_words(said.said_at)
            opened = _("opened to %(whom)s, %(day)s", whom=whom, day=day)
            yield (
                label,
                opened if said.is_open else _("closed to %(whom)s, %(day)s", whom=whom, day=day),
            )


def _rounds(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    rows = session.execute(
        select(Round, Participation)
        .join(Participation, Participation.round_id == Round.id)
        .where(Participation.profile_id.in_([one.id for one in profiles]))
        .order_by(Round.created_at, Participation.id)
    )
    for round_, part in rows:
        since = in_words(part.joined_at)
        if part.side is Side.MENTEE:
            yield round_.name, _("as somebody who asks, since %(day)s", day=since)
        else:
            yield round_.name, _("as somebody who offers, since %(day)s", day=since)
        if part.left_at is not None:
            yield round_.name, _("not this time, said %(day)s", day=in_words(part.left_at))
        if part.wishes_talk_at is not None:
            said = in_words(part.wishes_talk_at)
            yield round_.name, _("you would like one single conversation, said %(day)s", day=said)
        if part.just_ask_at is not None:
            said = in_words(part.just_ask_at)
            yield (
                round_.name,
                _("we may just ask, without showing you first, said %(day)s", day=said),
            )


def _matches(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    """Only those that she was told of, in the words in which she was told."""
    ids = [one.id for one in profiles]
    hers = session.scalars(
        select(Match)
        .where(Match.mentee_id.in_(ids), Match.asked_at.is_not(None))
        .order_by(Match.asked_at, Match.id)
    )
    for match in hers:
        yield _since(match.asked_at), HERS.get(match.state, NOT_GOING_AHEAD)
    theirs = session.execute(
        select(MatchMove.moved_at, Match.state, Match.mentor_line)
        .join(Match, Match.id == MatchMove.match_id)
        .where(Match.mentor_id.in_(ids), MatchMove.to_state == MatchState.ASKED_MENTOR)
        .order_by(MatchMove.id)
    )
    for asked_at, state, line in theirs:
        yield _since(asked_at), THEIRS.get(state, NOT_GOING_AHEAD)
        if line:
            yield _("The line that you wrote for the introduction"), line


def _check_ins(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    for asked, at, said in said_about_pairs(session, [one.id for one in profiles]):
        yield _("%(question)s, %(day)s", question=asked, day=in_words(at)), said


def _circles(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    for circle, seat in seats_of(session, [one.id for one in profiles]):
        yield circle.title, _("you come, since %(day)s", day=in_words(seat.joined_at))
        if seat.called:
            yield _("What the others of the circle read of you"), seat.called


def _since(asked_at: datetime | None) -> str:
    return _("Asked %(day)s", day=in_words(asked_at))


def _letters(session: Session, account: Account, profiles: Sequence[Profile]) -> Iterator[Line]:
    ids = [one.id for one in profiles]
    letters = session.scalars(
        select(Letter)
        .where(or_(Letter.account_id == account.id, Letter.profile_id.in_(ids)))
        .order_by(Letter.queued_at, Letter.kind, Letter.id)
    )
    for letter in letters:
        if letter.state is LetterState.SENT:
            yield LETTERS[letter.kind], _("sent %(day)s", day=in_words(letter.sent_at))


def _looks(session: Session, account: Account) -> Iterator[Line]:
    for look in looks_at(session, account):
        yield _("Somebody of the team, %(day)s", day=in_words(look.at)), beside(look.kinds)


def _sheets(session: Session, account: Account, profiles: Sequence[Profile]) -> Iterator[Line]:
    for sheet in sheets_with(session, account.email, ids=[one.id for one in profiles]):
        yield _("A sheet that came %(day)s", day=in_words(sheet.uploaded_at)), ON_A_SHEET


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
            day = in_words(came_at)
            was = _("%(answer)s, before %(day)s", answer=label, day=day)
            now = _("%(answer)s, on the sheet of %(day)s", answer=label, day=day)
            yield was, before or _("(nothing)")
            yield now, after or _("(nothing)")


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
        for name, (_said_before, instead) in sorted(decision.told.items()):
            rule = REGISTRY.get((sides[decision.first_id or ""], Field(name)))
            told = _("%(words)s (%(day)s)", words=instead, day=in_words(decision.decided_at))
            yield rule.own_label if rule else name, told


def _going(session: Session, profiles: Sequence[Profile]) -> Iterator[Line]:
    for keeping in what_goes_when(session, profiles):
        when = in_words(keeping.until) if keeping.until else _(keeping.rule.value)
        yield beside(keeping.labels), when


def in_words(moment: datetime | None) -> str:
    """As in "2 March 2026"."""
    return the_day(moment.date()) if moment else _("not yet")


def _said(is_so: object) -> Sentence:
    return _("yes") if is_so else _("no")
