"""Her sign-up: a start, seven screens, her answers; nothing of it counts before she sends it."""

from flask import render_template
from werkzeug.wrappers import Response

from mentorship.domain.sentences import Listing, beside
from mentorship.services.shared_parts import unshared_musts
from mentorship.web.access import MENTEE, open_to
from mentorship.web.drafts import keeps_screens
from mentorship.web.mentee.asking import SendWithAsking, keep_choice, show_choice
from mentorship.web.mentee.forms import DIMENSIONS
from mentorship.web.mentee.prompts import more_on
from mentorship.web.mentee.routes import blueprint
from mentorship.web.mentee.screens import SCREEN_OF_HER_WORDS, SCREENS
from mentorship.web.mentee.so_far import SoFar, so_far
from mentorship.web.mentee.worrying import Pause, pause_for
from mentorship.web.pages import database, see
from mentorship.web.questions import SignUpForm
from mentorship.web.screens import Screen
from mentorship.web.sign_up import SignUp, then


def _pause_after(screen: Screen, form: SignUpForm) -> str | None:
    """A calm page, for some of the words that she can write on one screen."""
    is_of_her_words = screen.number == SCREEN_OF_HER_WORDS
    return "mentee.pause" if is_of_her_words and pause_for(form.answers()) else None


def _unshared(her: SoFar) -> dict[str, Listing]:
    """Her musts of which no mentor has told us so far."""
    if her.round_ is None:
        return {"unshared": beside(())}
    musts = unshared_musts(database(), her.round_, her.read())
    return {"unshared": beside(DIMENSIONS[one] for one in musts)}


HERS = SignUp(
    SCREENS,
    so_far,
    SendWithAsking,
    beside=more_on,
    between=_pause_after,
    among=_unshared,
    show=show_choice,
    keep=keep_choice,
)


@blueprint.route("/home/sign-up", methods=["GET", "POST"], endpoint="sign_up")
@open_to(MENTEE)
def start() -> Response | str:
    return HERS.start()


@blueprint.route("/home/sign-up/<int:number>", methods=["GET", "POST"], endpoint="screen")
@open_to(MENTEE)
@keeps_screens({screen.page: screen.form for screen in SCREENS.values()})
def one_screen(number: int) -> Response | str | tuple[str, int]:
    return HERS.one_screen(number)


@blueprint.get("/home/sign-up/pause")
@open_to(MENTEE)
def pause() -> Response | str:
    """A calm page about what she wrote. It refuses nothing."""
    her = so_far()
    if her.is_closed:
        return see("mentee.sign_up")
    screen = SCREENS[SCREEN_OF_HER_WORDS]
    found = pause_for(her.forms[screen].answers())
    if not found:
        return HERS.onward(screen)
    return render_template("mentee/pause.html", found=found, kinds=Pause, then=then())


@blueprint.route("/home/sign-up/check", methods=["GET", "POST"], endpoint="own_answers")
@open_to(MENTEE)
def check() -> Response | str | tuple[str, int]:
    return HERS.answers()


@blueprint.post("/home/sign-up/afresh")
@open_to(MENTEE)
def start_afresh() -> Response:
    return HERS.start_afresh()
