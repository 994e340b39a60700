"""Words that the team reads with a reason: opened for one page, and closed again."""

from flask import session

from mentorship.models.profile import Profile
from mentorship.services.reveals import just_revealed, reveal
from mentorship.web.pages import commit, database, now, person

_SHOW_ONCE = "show_once"


def open_once(profile: Profile, *, reason: str) -> None:
    """The look is on record, and the next page about this person shows the words, once.

    Raises Refused when the reason says nothing.
    """
    reveal(database(), profile, by=person(), reason=reason, now=now())
    commit()
    session[_SHOW_ONCE] = profile.id


def shown_once(profile: Profile) -> list[tuple[str, str]]:
    """What a reveal has opened, for the one page that comes after it; empty on every other.

    The cookie says only whose page may show it; whether it does is up to the record.
    """
    if session.get(_SHOW_ONCE) != profile.id:
        return []
    session.pop(_SHOW_ONCE)
    return just_revealed(database(), profile, by=person(), now=now())
