"""The pages on which people hold what is theirs: their answers, who sees them, who has looked."""

from mentorship.web.mine import calendar, check_ins, delete, download, looks, shown, typed, yours
from mentorship.web.mine.routes import blueprint

__all__ = [
    "blueprint",
    "calendar",
    "check_ins",
    "delete",
    "download",
    "looks",
    "shown",
    "typed",
    "yours",
]
