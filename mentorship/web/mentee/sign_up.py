"""Her sign-up: a start, seven screens, her answers; nothing of it counts before she sends it."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.people import Side
from mentorship.domain.sentences import Listing, beside
from mentorship.domain.sentences import sentence as _
from mentorship.services.drafts import forget_draft, forget_screens
from mentorship.services.profiles import profile_of, sign_up
from mentorship.services.round_days import doors, next_opening
from mentorship.services.shared_parts import unshared_musts
from mentorship.web.access import MENTEE, open_to
from mentorship.web.another_round import answers_stay
from mentorship.web.days import day_in_words
from mentorship.web.drafts import keep_screen, keeps_screens
from mentorship.web.language import told
from mentorship.web.looks import ring_for_looks
from mentorship.web.mentee.forms import DIMENSIONS, SendForm
from mentorship.web.mentee.prompts import more_on
from mentorship.web.mentee.routes import blueprint
from mentorship.web.mentee.screens import SCREEN_OF_HER_WORDS, SCREENS, SIGN_UP
from mentorship.web.mentee.so_far import SoFar, so_far
from mentorship.web.mentee.worrying import Pause, pause_for
from mentorship.web.pages import commit, database, now, person, see
from mentorship.web.questions import SignUpForm
from mentorship.web.screens import Screen

_THANKS = _("Thank you. Your answers are in, and a person of the team reads them.")
_KEPT = _("Sign-ups closed while you were writing. Your answers are kept for the next round.")
_FORGOTTEN = _("It is gone. Nobody has seen it.")
_ANOTHER_WINDOW = _(
    "Your answers have changed since this page was opened, maybe in another window. "
    "Here they are now. Please look once more, and send them then."
)
# Whoever came from her answers goes back to them.
_TO_HER_ANSWERS = "check"


@blueprint.route("/home/sign-up", methods=["GET", "POST"], endpoint="sign_up")
@open_to(MENTEE)
def start() -> Response | str:
    """What this is; where she goes on when she had begun; her answers when she had sent them."""
    her = so_far()
    if her.under_way:
        saved = profile_of(database(), person(), Side.MENTEE)
        return answers_stay(Side.MENTEE, saved, her.round_)
    if her.is_closed:
        opens = next_opening(doors(database()), now=now())
        return render_template(
            "mentee/closed.html", has_answers=her.has_sent, new_round="", opens=opens
        )
    if her.has_sent or request.method == "POST":
        return see("mentee.her_answers")
    closes = her.round_.closes_on if her.round_ else None
    return render_template(
        "mentee/start.html",
        has_begun=bool(her.typed),
        next_screen=her.next_screen(),
        is_open=her.round_ is not None,
        closes=day_in_words(closes) if closes else "",
    )


@blueprint.route("/home/sign-up/<int:number>", methods=["GET", "POST"], endpoint="screen")
@open_to(MENTEE)
@keeps_screens({screen.page: screen.form for screen in SCREENS.values()})
def one_screen(number: int) -> Response | str | tuple[str, int]:
    """What she sends is kept before anything is said about it."""
    screen = SCREENS.get(number) or abort(404)
    if request.method == "POST":
        return _sent(screen)
    her = so_far()
    if her.is_closed:
        return see("mentee.sign_up")
    form = her.asking(screen.form.showing(her.saved, typed=her.on(screen)))
    return _drawn(screen, form, her)


def _sent(screen: Screen) -> Response | tuple[str, int]:
    if "skip" in request.form:
        forget_draft(database(), person(), screen.page)
        commit()
        return _onward(screen)
    keep_screen(screen.page)
    if "back" in request.form:
        return _backward(screen)
    her = so_far()
    form = her.asking(screen.form.showing(her.saved))
    if form.validate():
        return _onward(screen, form)
    return _drawn(screen, form, her), 422


def _onward(screen: Screen, form: SignUpForm | None = None) -> Response:
    if form is not None and screen.number == SCREEN_OF_HER_WORDS and pause_for(form.answers()):
        return see("mentee.pause", then=_then())
    if _then() or screen.number == len(SCREENS):
        return see("mentee.her_answers")
    return see("mentee.screen", number=screen.number + 1)


def _backward(screen: Screen) -> Response:
    if _then():
        return see("mentee.her_answers")
    if screen.number == 1:
        return see("mentee.sign_up")
    return see("mentee.screen", number=screen.number - 1)


def _then() -> str | None:
    """Where she is led when this screen is done, if that is not the next one."""
    return _TO_HER_ANSWERS if request.args.get("then") == _TO_HER_ANSWERS else None


def _drawn(screen: Screen, form: SignUpForm, her: SoFar) -> str:
    return render_template(
        f"mentee/screens/{screen.number}.html",
        screen=screen,
        last=len(SCREENS),
        form=form,
        then=_then(),
        has_sent=her.has_sent,
        **more_on(screen),
    )


@blueprint.get("/home/sign-up/pause")
@open_to(MENTEE)
def pause() -> Response | str:
    """A calm page about what she wrote. It refuses nothing."""
    her = so_far()
    if her.is_closed:
        return see("mentee.sign_up")
    found = pause_for(her.forms[SCREENS[SCREEN_OF_HER_WORDS]].answers())
    then = _then()
    if not found:
        return see("mentee.her_answers") if then else _next_after_her_words()
    return render_template("mentee/pause.html", found=found, kinds=Pause, then=then)


def _next_after_her_words() -> Response:
    return see("mentee.screen", number=SCREEN_OF_HER_WORDS + 1)


@blueprint.route("/home/sign-up/check", methods=["GET", "POST"], endpoint="her_answers")
@open_to(MENTEE)
def check() -> Response | str | tuple[str, int]:
    """Her answers, each with a way to change it; one button sends them."""
    her = so_far()
    form = SendForm.showing(her.saved)
    if form.validate_on_submit() and not her.open_points():
        if form.seen.data == her.seal():
            return _send(her, form)
        form.form_errors = [_ANOTHER_WINDOW]
    if request.method != "POST" and (her.is_closed or not (her.typed or her.has_sent)):
        return see("mentee.sign_up")
    return _check_page(her, form), 422 if request.method == "POST" else 200


def _send(her: SoFar, form: SendForm) -> Response:
    answers = her.answers | form.answers()
    sign_up(database(), person(), Side.MENTEE, answers, round_=her.round_, now=now())
    forget_screens(database(), person(), SIGN_UP)
    commit()
    ring_for_looks()
    flash(told(_THANKS if her.round_ else _KEPT), "good")
    return see("mentee.home")


def _check_page(her: SoFar, form: SendForm) -> str:
    is_sent = request.method == "POST"
    return render_template(
        "mentee/check.html",
        form=form,
        seal=her.seal(),
        shown=her.shown(),
        open_points=her.open_points() if is_sent or her.next_screen() is None else {},
        has_sent=her.has_sent,
        has_changes=bool(her.typed),
        is_open=her.round_ is not None,
        unshared=_unshared(her),
    )


def _unshared(her: SoFar) -> Listing:
    """Her musts of which no mentor has told us so far."""
    if her.round_ is None:
        return beside(())
    musts = unshared_musts(database(), her.round_, her.read())
    return beside(DIMENSIONS[one] for one in musts)


@blueprint.post("/home/sign-up/afresh")
@open_to(MENTEE)
def start_afresh() -> Response:
    """What she typed and did not send is gone; what she had sent stands as it was."""
    forget_screens(database(), person(), SIGN_UP)
    commit()
    flash(told(_FORGOTTEN), "good")
    return see("mentee.sign_up")
