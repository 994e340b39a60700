"""Answers that say "nobody": the many ways to leave a keep-apart question open."""

import re

from mentorship.guard.phrases import alternatives
from mentorship.guard.spelling import words_of

_LEAD = r"(?:(?:well|sorry|honestly|hm+|um+|i|there is|there are|theres) )*"
_NOBODY = re.compile(f"{_LEAD}(?:{alternatives('nobody')})")
_TRIMMINGS = re.compile(rf"\b(?:{alternatives('trimmings')})\b")


def says_nobody(answer: str) -> bool:
    """True when the answer names nobody to be kept apart from."""
    words = " ".join(words_of(answer))
    bare = " ".join(_TRIMMINGS.sub(" ", words).split())
    return not bare or bool(_NOBODY.fullmatch(words) or _NOBODY.fullmatch(bare))
