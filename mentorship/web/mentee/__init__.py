"""The pages of a mentee."""

from mentorship.web.mentee import claim, home, meet, sign_up
from mentorship.web.mentee.routes import blueprint

__all__ = ["blueprint", "claim", "home", "meet", "sign_up"]
