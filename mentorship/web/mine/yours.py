"""The first of somebody's own pages: what she can do with what is hers."""

from flask import render_template

from mentorship.services.retention import what_goes_when
from mentorship.services.whose import sign_ups_of_mailbox
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.days import day_in_words
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import database, person


@blueprint.get("/")
@open_to(SIGNED_IN)
def yours() -> str:
    keepings = what_goes_when(database(), sign_ups_of_mailbox(database(), person()))
    return render_template(
        "mine/yours.html",
        keepings=[(one, day_in_words(one.until.date()) if one.until else "") for one in keepings],
        both_sides=len({one.side for one in keepings}) > 1,
    )
