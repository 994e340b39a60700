"""Words that the team reads with a reason: opened for one page, and closed again."""

from collections.abc import Iterable
from enum import StrEnum

from flask import session

from mentorship.models.profile import Profile
from mentorship.services.reveals import (
    just_revealed,
    read_for_item,
    reveal,
    write_down_refusal,
)
from mentorship.services.told_team import Told, just_opened
from mentorship.web.pages import commit, database, now, person

_SHOW_ONCE = "show_once"


def open_once(profile: Profile, *, reason: str) -> None:
    """The look is on record, and the next page about this person shows the words, once.

    Raises Refused when the reason says nothing, or after very many looks within a day.
    """
    reveal(database(), profile, by=person(), reason=reason, now=now())
    _show_next(profile)


def open_for_item(profile: Profile, *, reason: str, also: Iterable[StrEnum] = ()) -> None:
    """The same for words that the work list asks to have read.

    also  what is opened besides the answers of the sign-up
    """
    read_for_item(database(), profile, by=person(), reason=reason, now=now(), also=also)
    _show_next(profile)


def _show_next(profile: Profile) -> None:
    # Kept before anything can be shown: when the record cannot be written, nothing opens.
    commit()
    session[_SHOW_ONCE] = profile.id


def keep_refusal(profile: Profile) -> None:
    """That the words were asked for and stayed closed is on record."""
    write_down_refusal(database(), profile, by=person(), now=now())
    commit()


def shown_once(profile: Profile, *, told: Told | None = None) -> list[tuple[str, str]]:
    """What a reveal has opened, for the one page that comes after it; empty on every other.

    told  what this person told the team about a pair, where the page is about that
    The cookie says only whose page may show it; whether it does is up to the record.
    """
    if session.get(_SHOW_ONCE) != profile.id:
        return []
    session.pop(_SHOW_ONCE)
    words = just_opened(database(), told, by=person(), now=now()) if told else []
    return [*words, *just_revealed(database(), profile, by=person(), now=now())]
