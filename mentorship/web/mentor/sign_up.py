"""A mentor's sign-up: a start, four screens, the answers; nothing counts before it is sent."""

from collections.abc import Mapping

from werkzeug.wrappers import Response

from mentorship.domain.people import Side
from mentorship.domain.vocabulary import vocabulary
from mentorship.web.access import MENTOR, open_to
from mentorship.web.cities import CITIES
from mentorship.web.drafts import keeps_screens
from mentorship.web.mentor.forms import SendForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.mentor.screens import SCREENS
from mentorship.web.screens import Screen, SignUpSoFar
from mentorship.web.sign_up import SignUp


def _so_far() -> SignUpSoFar:
    return SignUpSoFar.of_reader(Side.MENTOR, SCREENS)


def _lists(_screen: Screen) -> Mapping[str, object]:
    fields = [field.label for field in vocabulary().specialties.values()]
    return {"fields": fields, "cities": CITIES}


THEIRS = SignUp(SCREENS, _so_far, SendForm, beside=_lists)


@blueprint.route("/mentor/sign-up", methods=["GET", "POST"], endpoint="sign_up")
@open_to(MENTOR)
def start() -> Response | str:
    return THEIRS.start()


@blueprint.route("/mentor/sign-up/<int:number>", methods=["GET", "POST"], endpoint="screen")
@open_to(MENTOR)
@keeps_screens({screen.page: screen.form for screen in SCREENS.values()})
def one_screen(number: int) -> Response | str | tuple[str, int]:
    return THEIRS.one_screen(number)


@blueprint.route("/mentor/sign-up/check", methods=["GET", "POST"], endpoint="own_answers")
@open_to(MENTOR)
def check() -> Response | str | tuple[str, int]:
    return THEIRS.answers()


@blueprint.post("/mentor/sign-up/afresh")
@open_to(MENTOR)
def start_afresh() -> Response:
    return THEIRS.start_afresh()
