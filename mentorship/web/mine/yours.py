"""The first of somebody's own pages: what she can do with what is hers."""

from flask import render_template

from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.services.retention import Keeping, what_goes_when
from mentorship.services.whose import sign_ups_of_mailbox
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.days import on_day
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import database, person


@blueprint.get("/")
@open_to(SIGNED_IN)
def yours() -> str:
    keepings = what_goes_when(database(), sign_ups_of_mailbox(database(), person()))
    return render_template(
        "mine/yours.html",
        keepings=[(one, _when(one)) for one in keepings],
        both_sides=len({one.side for one in keepings}) > 1,
    )


def _when(keeping: Keeping) -> Sentence:
    """The day, or the rule as long as no day can be said."""
    return _("On %(day)s", day=on_day(keeping.until)) if keeping.until else _(keeping.rule.value)
