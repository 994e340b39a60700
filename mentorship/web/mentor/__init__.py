"""The pages of a mentor."""

from mentorship.web.mentor import (
    answer,
    certificate,
    check_in,
    home,
    one_line,
    own_room,
    pairs,
    room,
    sign_up,
)
from mentorship.web.mentor.routes import blueprint

__all__ = [
    "answer",
    "blueprint",
    "certificate",
    "check_in",
    "home",
    "one_line",
    "own_room",
    "pairs",
    "room",
    "sign_up",
]
