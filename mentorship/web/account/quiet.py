"""Whether letters are written to an account, or whoever holds it looks in by herself."""

from flask import flash
from werkzeug.wrappers import Response

from mentorship.domain.sentences import sentence as _
from mentorship.services.quiet import check_in_myself, write_to_me
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.account.views import blueprint
from mentorship.web.language import told
from mentorship.web.pages import commit, database, person, see


@blueprint.post("/quiet")
@open_to(SIGNED_IN)
def quiet() -> Response:
    check_in_myself(database(), person())
    commit()
    flash(told(_("We do not write to you from now on. Your own page says what is new.")), "good")
    return see("account.settings")


@blueprint.post("/letters")
@open_to(SIGNED_IN)
def letters() -> Response:
    write_to_me(database(), person())
    commit()
    flash(told(_("We write to you again when there is something for you.")), "good")
    return see("account.settings")
