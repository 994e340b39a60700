"""The pages of a mentee."""

from mentorship.web.mentee import asking, check_in, circles, claim, home, meet, sign_up, waiting
from mentorship.web.mentee.routes import blueprint

__all__ = [
    "asking",
    "blueprint",
    "check_in",
    "circles",
    "claim",
    "home",
    "meet",
    "sign_up",
    "waiting",
]
