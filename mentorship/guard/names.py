"""Whether two names may be one person's: over spelling, order, script, initials and nicknames.

Nothing here is certain: families share names, and one person carries many. SAME means that the
names alone give no reason to doubt; LIKELY means that a person should look.
"""

from mentorship.guard.name_comparing import NameMatch, NameVerdict, compare_names
from mentorship.guard.name_keys import former_keys, name_keys, share_given_name
from mentorship.guard.names_in_text import (
    find_names,
    has_rare_surname,
    lone_surnames,
    mentions,
    share_rare_surname,
    surname_agrees,
    surname_of,
)

__all__ = [
    "NameMatch",
    "NameVerdict",
    "compare_names",
    "find_names",
    "former_keys",
    "has_rare_surname",
    "lone_surnames",
    "mentions",
    "name_keys",
    "share_given_name",
    "share_rare_surname",
    "surname_agrees",
    "surname_of",
]
