"""The pages on which people hold what is theirs: their answers, who sees them, who has looked."""

from mentorship.web.mine import delete, download, looks, shown, typed, yours
from mentorship.web.mine.routes import blueprint

__all__ = ["blueprint", "delete", "download", "looks", "shown", "typed", "yours"]
