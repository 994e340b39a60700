"""What somebody typed and has not sent is kept for her a week, and offered to nobody else.

A form on several screens has a draft for each: "form/screen". They are kept as long as each other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.draft import Draft
from mentorship.services.turns import take_turns

DAYS_KEPT = 7
# Beside the fields of a form: whom or what they speak of, where a page has many.
ABOUT = "about"
# Between the name of a form and that of one of its screens.
SCREEN = "/"
Typed = Mapping[str, Sequence[str]]


def keep_draft(
    session: Session, account: Account, page: str, typed: Typed, *, now: datetime
) -> None:
    """What she typed on this page is kept, in place of what was kept before.

    Two that come at once, from two windows or a double tap, take turns: the later one stands.
    """
    take_turns(session, account)
    draft = session.get(Draft, (account.id, page))
    if draft is None:
        draft = Draft(account_id=account.id, page=page)
        session.add(draft)
    draft.fields = {name: list(values) for name, values in typed.items()}
    draft.kept_at = now
    session.flush()
    form, parted, _ = page.partition(SCREEN)
    if parted:
        begun = (_hers(account, form), Draft.kept_at > now - timedelta(days=DAYS_KEPT))
        session.execute(update(Draft).where(*begun).values(kept_at=now))


def draft_of(session: Session, account: Account, page: str, *, now: datetime) -> Draft | None:
    """What she typed on this page and has not sent, unless its week is over."""
    draft = session.get(Draft, (account.id, page))
    return draft if draft is not None and draft.kept_at > now - timedelta(days=DAYS_KEPT) else None


def screens_of(
    session: Session, account: Account, form: str, *, now: datetime
) -> dict[str, dict[str, list[str]]]:
    """What she typed on each screen of this form and has not sent, by the page of the screen."""
    kept = Draft.kept_at > now - timedelta(days=DAYS_KEPT)
    found = session.scalars(select(Draft).where(_hers(account, form), kept))
    return {draft.page: typed_in(draft) for draft in found}


def forget_screens(session: Session, account: Account, form: str) -> None:
    """Nothing is kept of what she typed on any screen of this form."""
    session.execute(delete(Draft).where(_hers(account, form)))


def _hers(account: Account, form: str) -> ColumnElement[bool]:
    return (Draft.account_id == account.id) & Draft.page.startswith(form + SCREEN, autoescape=True)


def typed_in(draft: Draft) -> dict[str, list[str]]:
    """The fields of the form with what was typed into them."""
    return {name: values for name, values in draft.fields.items() if name != ABOUT}


def drafts_of(session: Session, account: Account) -> list[Draft]:
    """All that she typed and has not sent."""
    hers = select(Draft).where(Draft.account_id == account.id).order_by(Draft.page)
    return list(session.scalars(hers))


def forget_draft(session: Session, account: Account, page: str) -> None:
    """Nothing is kept of what she typed on this page."""
    session.execute(delete(Draft).where(Draft.account_id == account.id, Draft.page == page))


def forget_old_drafts(session: Session, *, now: datetime) -> None:
    """What nobody came back for in a week is gone."""
    session.execute(delete(Draft).where(Draft.kept_at <= now - timedelta(days=DAYS_KEPT)))
