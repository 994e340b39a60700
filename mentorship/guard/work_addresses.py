"""Whether an address looks like one of a workplace, where others may read its letters."""

import re

from mentorship.guard.institutions import Register

# Whole parts of a domain that stand for universities, states and armies.
_PARTS = frozenset({"edu", "ac", "gov", "gouv", "gob", "govt", "gc", "mil", "nhs", "va", "army"})
_WORDS = re.compile(
    r"hospital|klinik|clinic|hopital|chu-|-chu|healthcare|medcent|medical|medschool|university"
    r"|universi[td]|college|institut|infirmary|cancercent|^uni-|^med\.|health(system|trust)?$"
)


def looks_like_work(email: str, *, register: Register) -> bool:
    """True when the domain is that of an institution we know, or reads like one."""
    domain = email.rpartition("@")[2].strip().casefold().rstrip(".")
    parts = domain.split(".")
    if len(parts) < 2:
        return False
    # "ac" and the like count only where they say what the domain is, not as somebody's own name.
    if _PARTS & set(parts[-2:]) or any(_WORDS.search(part) for part in (domain, *parts[:-1])):
        return True
    return register.of_domain(email) is not None
