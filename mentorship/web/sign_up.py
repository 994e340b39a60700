"""What the sign-ups of both sides do alike, page by page; each side adds what is its own.

Their pages have the same names: ".screen" is the one of the side that is being read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from mentorship.domain.sentences import sentence as _
from mentorship.services.drafts import forget_draft, forget_screens
from mentorship.services.profiles import profile_of, sign_up
from mentorship.web.another_round import answers_stay
from mentorship.web.days import day_in_words
from mentorship.web.drafts import keep_screen
from mentorship.web.language import told
from mentorship.web.looks import ring_for_looks
from mentorship.web.pages import commit, database, now, person, see
from mentorship.web.questions import SendAnswersForm, SignUpForm
from mentorship.web.screens import Screen, SignUpSoFar

So = TypeVar("So", bound=SignUpSoFar)
More = Mapping[str, object]

_THANKS = _("Thank you. Your answers are in, and a person of the team reads them.")
_KEPT = _("Sign-ups closed while you were writing. Your answers are kept for the next round.")
_FORGOTTEN = _("It is gone. Nobody has seen it.")
_ANOTHER_WINDOW = _(
    "Your answers have changed since this page was opened, maybe in another window. "
    "Here they are now. Please look once more, and send them then."
)
# Whoever came from the answers goes back to them.
_TO_THE_ANSWERS = "check"


def then() -> str | None:
    """Where it goes on when this screen is done, if that is not the next one."""
    return _TO_THE_ANSWERS if request.args.get("then") == _TO_THE_ANSWERS else None


@dataclass(frozen=True, slots=True)
class SignUp(Generic[So]):
    """The sign-up of one side: a start, some screens, the answers.

    so_far   how it stands for whoever is signed in
    send     the form with which all answers are sent
    beside   what the template of a screen shows beside its form
    between  the page that comes before the next screen, for what was written on this one
    among    what stands among the answers besides them
    show     what else the form that sends them shows of what was said before
    keep     what else is kept with them
    """

    screens: Mapping[int, Screen]
    so_far: Callable[[], So]
    send: type[SendAnswersForm]
    beside: Callable[[Screen], More]
    between: Callable[[Screen, SignUpForm], str | None] = lambda _screen, _form: None
    among: Callable[[So], More] = lambda _so_far: {}
    show: Callable[[So, SendAnswersForm], None] = lambda _so_far, _form: None
    keep: Callable[[So, SendAnswersForm], None] = lambda _so_far, _form: None

    def start(self) -> Response | str:
        """What this is; where it goes on when it was begun; the answers when they were sent."""
        so_far = self.so_far()
        if so_far.is_closed:
            saved = profile_of(database(), person(), so_far.side)
            return answers_stay(so_far.side, saved, so_far.round_)
        if so_far.has_sent or request.method == "POST":
            return see(".own_answers")
        closes = so_far.round_.closes_on if so_far.round_ else None
        return render_template(
            f"{so_far.side}/start.html",
            side=so_far.side,
            has_begun=bool(so_far.typed),
            next_screen=so_far.next_screen(),
            is_open=so_far.round_ is not None,
            closes=day_in_words(closes) if closes else "",
        )

    def one_screen(self, number: int) -> Response | str | tuple[str, int]:
        """What is sent is kept before anything is said about it."""
        screen = self.screens.get(number) or abort(404)
        if request.method == "POST":
            return self._sent(screen)
        so_far = self.so_far()
        if so_far.is_closed:
            return see(".sign_up")
        form = so_far.asking(screen.form.showing(so_far.saved, typed=so_far.on(screen)))
        return self._drawn(screen, form, has_sent=so_far.has_sent)

    def _sent(self, screen: Screen) -> Response | tuple[str, int]:
        if "skip" in request.form:
            forget_draft(database(), person(), screen.page)
            commit()
            return self.onward(screen)
        keep_screen(screen.page)
        if "back" in request.form:
            return _backward(screen)
        so_far = self.so_far()
        form = so_far.asking(screen.form.showing(so_far.saved))
        if not form.validate():
            return self._drawn(screen, form, has_sent=so_far.has_sent), 422
        if page := self.between(screen, form):
            return see(page, then=then())
        return self.onward(screen)

    def onward(self, screen: Screen) -> Response:
        """This screen is done."""
        if then() or screen.number == len(self.screens):
            return see(".own_answers")
        return see(".screen", number=screen.number + 1)

    def _drawn(self, screen: Screen, form: SignUpForm, *, has_sent: bool) -> str:
        return render_template(
            f"{form.side}/screens/{screen.number}.html",
            screen=screen,
            last=len(self.screens),
            form=form,
            then=then(),
            has_sent=has_sent,
            **self.beside(screen),
        )

    def answers(self) -> Response | str | tuple[str, int]:
        """The answers, each with a way to change it; one button sends them."""
        so_far = self.so_far()
        form = self.send.showing(so_far.saved)
        if form.validate_on_submit() and not so_far.open_points():
            if form.seen.data == so_far.seal():
                return self._send(so_far, form)
            form.form_errors = [_ANOTHER_WINDOW]
        if request.method == "POST":
            return self._all(so_far, form), 422
        if so_far.is_closed or not (so_far.typed or so_far.has_sent):
            return see(".sign_up")
        self.show(so_far, form)
        return self._all(so_far, form)

    def _send(self, so_far: So, form: SendAnswersForm) -> Response:
        answers = so_far.answers | form.answers()
        sign_up(database(), person(), so_far.side, answers, round_=so_far.round_, now=now())
        self.keep(so_far, form)
        self._forget_typed()
        commit()
        ring_for_looks()
        flash(told(_THANKS if so_far.round_ else _KEPT), "good")
        return see(".home")

    def _all(self, so_far: So, form: SendAnswersForm) -> str:
        is_sent = request.method == "POST"
        return render_template(
            f"{so_far.side}/check.html",
            side=so_far.side,
            form=form,
            last=len(self.screens),
            seal=so_far.seal(),
            shown=so_far.shown(),
            open_points=so_far.open_points() if is_sent or so_far.next_screen() is None else {},
            has_sent=so_far.has_sent,
            has_changes=bool(so_far.typed),
            is_open=so_far.round_ is not None,
            **self.among(so_far),
        )

    def start_afresh(self) -> Response:
        """What was typed and not sent is gone; what had been sent stands as it was."""
        self._forget_typed()
        commit()
        flash(told(_FORGOTTEN), "good")
        return see(".sign_up")

    def _forget_typed(self) -> None:
        forget_screens(database(), person(), self.screens[1].of)


def _backward(screen: Screen) -> Response:
    if then():
        return see(".own_answers")
    if screen.number == 1:
        return see(".sign_up")
    return see(".screen", number=screen.number - 1)
