"""What somebody typed and has not sent is kept for her a week, and offered to nobody else."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mentorship.models.account import Account
from mentorship.models.draft import Draft

DAYS_KEPT = 7
# Beside the fields of a form: whom or what they speak of, where a page has many.
ABOUT = "about"
Typed = Mapping[str, Sequence[str]]


def keep_draft(
    session: Session, account: Account, page: str, typed: Typed, *, now: datetime
) -> None:
    """What she typed on this page is kept, in place of what was kept before."""
    draft = session.get(Draft, (account.id, page))
    if draft is None:
        draft = Draft(account_id=account.id, page=page)
        session.add(draft)
    draft.fields = {name: list(values) for name, values in typed.items()}
    draft.kept_at = now
    session.flush()


def draft_of(session: Session, account: Account, page: str, *, now: datetime) -> Draft | None:
    """What she typed on this page and has not sent, unless its week is over."""
    draft = session.get(Draft, (account.id, page))
    return draft if draft is not None and draft.kept_at > now - timedelta(days=DAYS_KEPT) else None


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
