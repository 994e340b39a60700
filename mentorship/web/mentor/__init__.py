"""The pages of a mentor."""

from mentorship.web.mentor import answer, home, sign_up
from mentorship.web.mentor.routes import blueprint

__all__ = ["answer", "blueprint", "home", "sign_up"]
