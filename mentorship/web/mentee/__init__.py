"""The pages of a mentee."""

from mentorship.web.mentee import check_in, claim, home, meet, sign_up, waiting
from mentorship.web.mentee.routes import blueprint

__all__ = ["blueprint", "check_in", "claim", "home", "meet", "sign_up", "waiting"]
