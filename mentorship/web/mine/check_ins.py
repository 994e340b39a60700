"""From a letter to its question: one address for both sides, so that it tells of neither."""

from flask import abort, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from mentorship.domain.people import Side
from mentorship.services.check_ins import find_check_in
from mentorship.web.access import MENTEE, MENTOR, open_to
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import database, person


@blueprint.get("/question/<check_in_id>")
@open_to(MENTEE, MENTOR)
def question(check_in_id: str) -> Response:
    for side in Side:
        if find_check_in(database(), person(), check_in_id, side=side):
            return redirect(url_for(f"{side.value}.check_in", check_in_id=check_in_id))
    return abort(404)
