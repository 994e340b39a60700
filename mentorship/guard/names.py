"""Whether two names may be one person's: over spelling, order, script, initials and nicknames.

Nothing here is certain: families share names, and one person carries many. SAME means that the
names alone give no reason to doubt; LIKELY means that a person should look.
"""

from mentorship.guard.name_comparing import NameMatch, NameVerdict, compare_names
from mentorship.guard.name_keys import name_keys
from mentorship.guard.names_in_text import (
    find_names,
    lone_surnames,
    mentions,
    surname_agrees,
    surname_of,
)

__all__ = [
    "NameMatch",
    "NameVerdict",
    "compare_names",
    "find_names",
    "lone_surnames",
    "mentions",
    "name_keys",
    "surname_agrees",
    "surname_of",
]
