"""A mentor's sign-up: a start, four screens, the answers; nothing counts before it is sent."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import vocabulary
from mentorship.services.drafts import forget_draft, forget_screens
from mentorship.services.profiles import profile_of, sign_up
from mentorship.web.access import MENTOR, open_to
from mentorship.web.another_round import answers_stay
from mentorship.web.cities import CITIES
from mentorship.web.days import day_in_words
from mentorship.web.drafts import keep_screen, keeps_screens
from mentorship.web.language import told
from mentorship.web.looks import ring_for_looks
from mentorship.web.mentor.forms import SendForm
from mentorship.web.mentor.routes import blueprint
from mentorship.web.mentor.screens import SCREENS, SIGN_UP
from mentorship.web.pages import commit, database, now, person, see
from mentorship.web.questions import SignUpForm
from mentorship.web.screens import Screen, SignUpSoFar, sign_up_so_far

_THANKS = _("Thank you. Your answers are in, and a person of the team reads them.")
_KEPT = _("Sign-ups closed while you were writing. Your answers are kept for the next round.")
_FORGOTTEN = _("It is gone. Nobody has seen it.")
_ANOTHER_WINDOW = _(
    "Your answers have changed since this page was opened, maybe in another window. "
    "Here they are now. Please look once more, and send them then."
)
# Whoever came from the answers goes back to them.
_TO_THE_ANSWERS = "check"


@blueprint.route("/mentor/sign-up", methods=["GET", "POST"], endpoint="sign_up")
@open_to(MENTOR)
def start() -> Response | str:
    """What this is; where it goes on when it was begun; the answers when they were sent."""
    so_far = _so_far()
    if so_far.under_way:
        saved = profile_of(database(), person(), Side.MENTOR)
        return answers_stay(Side.MENTOR, saved, so_far.round_)
    if so_far.is_closed:
        return render_template("mentor/closed.html", has_answers=so_far.has_sent, new_round="")
    if so_far.has_sent or request.method == "POST":
        return see("mentor.own_answers")
    closes = so_far.round_.closes_on if so_far.round_ else None
    return render_template(
        "mentor/start.html",
        has_begun=bool(so_far.typed),
        next_screen=so_far.next_screen(),
        is_open=so_far.round_ is not None,
        closes=day_in_words(closes) if closes else "",
    )


def _so_far() -> SignUpSoFar:
    return sign_up_so_far(Side.MENTOR, SCREENS)


@blueprint.route("/mentor/sign-up/<int:number>", methods=["GET", "POST"], endpoint="screen")
@open_to(MENTOR)
@keeps_screens({screen.page: screen.form for screen in SCREENS.values()})
def one_screen(number: int) -> Response | str | tuple[str, int]:
    """What is sent is kept before anything is said about it."""
    screen = SCREENS.get(number) or abort(404)
    if request.method == "POST":
        return _sent(screen)
    so_far = _so_far()
    if so_far.is_closed:
        return see("mentor.sign_up")
    form = so_far.asking(screen.form.showing(so_far.saved, typed=so_far.on(screen)))
    return _drawn(screen, form, so_far)


def _sent(screen: Screen) -> Response | tuple[str, int]:
    if "skip" in request.form:
        forget_draft(database(), person(), screen.page)
        commit()
        return _onward(screen)
    keep_screen(screen.page)
    if "back" in request.form:
        return _backward(screen)
    so_far = _so_far()
    form = so_far.asking(screen.form.showing(so_far.saved))
    if form.validate():
        return _onward(screen)
    return _drawn(screen, form, so_far), 422


def _onward(screen: Screen) -> Response:
    if _then() or screen.number == len(SCREENS):
        return see("mentor.own_answers")
    return see("mentor.screen", number=screen.number + 1)


def _backward(screen: Screen) -> Response:
    if _then():
        return see("mentor.own_answers")
    if screen.number == 1:
        return see("mentor.sign_up")
    return see("mentor.screen", number=screen.number - 1)


def _then() -> str | None:
    """Where it goes on when this screen is done, if that is not the next one."""
    return _TO_THE_ANSWERS if request.args.get("then") == _TO_THE_ANSWERS else None


def _drawn(screen: Screen, form: SignUpForm, so_far: SignUpSoFar) -> str:
    return render_template(
        f"mentor/screens/{screen.number}.html",
        screen=screen,
        last=len(SCREENS),
        form=form,
        then=_then(),
        has_sent=so_far.has_sent,
        fields=[field.label for field in vocabulary().specialties.values()],
        cities=CITIES,
    )


@blueprint.route("/mentor/sign-up/check", methods=["GET", "POST"], endpoint="own_answers")
@open_to(MENTOR)
def check() -> Response | str | tuple[str, int]:
    """The answers, each with a way to change it; one button sends them."""
    so_far = _so_far()
    form = SendForm.showing(so_far.saved)
    if form.validate_on_submit() and not so_far.open_points():
        if form.seen.data == so_far.seal():
            return _send(so_far, form)
        form.form_errors = [_ANOTHER_WINDOW]
    nothing = not (so_far.typed or so_far.has_sent)
    if request.method != "POST" and (so_far.is_closed or nothing):
        return see("mentor.sign_up")
    return _check_page(so_far, form), 422 if request.method == "POST" else 200


def _send(so_far: SignUpSoFar, form: SendForm) -> Response:
    answers = so_far.answers | form.answers()
    sign_up(database(), person(), Side.MENTOR, answers, round_=so_far.round_, now=now())
    forget_screens(database(), person(), SIGN_UP)
    commit()
    ring_for_looks()
    flash(told(_THANKS if so_far.round_ else _KEPT), "good")
    return see("mentor.home")


def _check_page(so_far: SignUpSoFar, form: SendForm) -> str:
    is_sent = request.method == "POST"
    return render_template(
        "mentor/check.html",
        form=form,
        last=len(SCREENS),
        seal=so_far.seal(),
        shown=so_far.shown(),
        open_points=so_far.open_points() if is_sent or so_far.next_screen() is None else {},
        has_sent=so_far.has_sent,
        has_changes=bool(so_far.typed),
        is_open=so_far.round_ is not None,
    )


@blueprint.post("/mentor/sign-up/afresh")
@open_to(MENTOR)
def start_afresh() -> Response:
    """What was typed and not sent is gone; what had been sent stands as it was."""
    forget_screens(database(), person(), SIGN_UP)
    commit()
    flash(told(_FORGOTTEN), "good")
    return see("mentor.sign_up")
