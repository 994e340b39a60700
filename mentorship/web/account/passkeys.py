"""Passkeys: added, listed and removed in the settings; instead of the password at a sign-in.

A passkey stands in for the password and for nothing else: whoever has a second step is asked for
it as well. See docs/decisions/0014-a-passkey-stands-in-for-the-password.md.
"""

import time

from flask import Flask, abort, current_app, flash, redirect, render_template, request, session
from flask_login import current_user
from flask_security.signals import password_changed, password_reset
from flask_security.tf_plugin import tf_clean_session
from flask_security.utils import login_user
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length

from mentorship.domain.errors import Refused
from mentorship.domain.sentences import sentence as _
from mentorship.jobs import doorbell
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind
from mentorship.services.passkey_proof import (
    Owner,
    ask_for_a_new_one,
    ask_for_a_proof,
    what_was_made,
    who_proves,
)
from mentorship.services.passkeys import (
    add_passkey,
    own_passkey,
    passkeys_of,
    remove_all_passkeys,
    remove_passkey,
)
from mentorship.web.access import ANYONE, SIGNED_IN, open_to
from mentorship.web.account.letters import queue_account_letter
from mentorship.web.account.passkey_question import Purpose, ask, site, take
from mentorship.web.account.views import blueprint
from mentorship.web.forms import Form
from mentorship.web.fresh import ask_first, is_fresh, was_fresh_when_asked
from mentorship.web.language import told
from mentorship.web.pages import commit, database, now, person, see

_LONGEST_NAME = 40
_TOO_LONG = _("Please use at most %(number)s characters.", number=_LONGEST_NAME)
# The same whatever is wrong: an unknown device, a removed one, a closed account, a copy.
_DOES_NOT_FIT = _("This passkey does not open anything here. Please use your password.")
_NOT_MADE = _("That did not work, and nothing was added. Please try once more.")


class PasskeyForm(Form):
    """What she calls a new passkey, and what her device made."""

    name = StringField(
        _("What would you like to call it?"),
        [
            DataRequired(_("Please give it a name, such as Phone.")),
            Length(max=_LONGEST_NAME, message=_TOO_LONG),
        ],
        description=_(
            "Something plain, such as Phone. Your device shows this name in its own list."
        ),
    )
    credential = HiddenField(id="credential")


def set_up(app: Flask) -> None:
    """With a new password nothing that opened the account before opens it still."""
    password_changed.connect(_forget_all, app)
    password_reset.connect(_forget_all, app)


def _forget_all(_app: Flask, user: Account, **_more: object) -> None:
    remove_all_passkeys(database(), user)


@blueprint.post("/passkey/ask")
@open_to(ANYONE)
def passkey_question() -> Response:
    """A question for a device. Nobody is named, so known and unknown people get the same."""
    purpose = Purpose.STILL_ME if current_user.is_authenticated else Purpose.SIGN_IN
    return _as_json(ask_for_a_proof(site(), ask(purpose).challenge))


@blueprint.post("/passkey")
@open_to(ANYONE)
def passkey_sign_in() -> Response:
    if current_user.is_authenticated:
        return see("account.home")
    account = _who_answers(Purpose.SIGN_IN)
    if account is None:
        flash(told(_DOES_NOT_FIT), "stop")
        return see("security.login", next=request.form.get("next") or None)
    # What a sign-in that was given up on left behind, perhaps somebody else's.
    tf_clean_session()
    second_step = current_app.extensions["security"].two_factor_plugins.tf_enter(
        account, False, "webauthn", request.form.get("next") or None
    )
    if second_step is None:
        login_user(account, remember=False, authn_via=["webauthn"])
    commit()
    return second_step or _on()


@blueprint.post("/passkey/still-me")
@open_to(SIGNED_IN)
def passkey_still_me() -> Response:
    """It is still she: as good as her password, for the next five minutes."""
    account = _who_answers(Purpose.STILL_ME)
    if account is None or account.id != person().id:
        flash(told(_DOES_NOT_FIT), "stop")
        return see("security.verify", next=request.form.get("next") or None)
    session["fs_paa"] = time.time()
    return _on()


@blueprint.get("/passkeys")
@open_to(SIGNED_IN)
def passkeys() -> Response | str:
    return _page(PasskeyForm()) if is_fresh() else ask_first("account.passkeys")


@blueprint.post("/passkeys/ask")
@open_to(SIGNED_IN)
def new_passkey_question() -> Response | tuple[str, int]:
    if not was_fresh_when_asked():
        return ask_first("account.passkeys")
    form = PasskeyForm()
    if not form.validate():
        return _page(form), 422
    hers = passkeys_of(database(), person())
    question = ask(Purpose.ADD, user_handle=hers[0].user_handle if hers else b"")
    owner = Owner(question.user_handle, form.name.data or "")
    kept = [one.credential_id for one in hers]
    return _as_json(ask_for_a_new_one(site(), question.challenge, owner=owner, kept=kept))


@blueprint.post("/passkeys", endpoint="add_passkey")
@open_to(SIGNED_IN)
def add() -> Response | tuple[str, int]:
    if not was_fresh_when_asked():
        return ask_first("account.passkeys")
    form = PasskeyForm()
    if not form.validate():
        return _page(form), 422
    try:
        _keep(form)
    except Refused as no:
        database().rollback()
        flash(told(no.sentence), "stop")
        return see("account.passkeys")
    _tell(LetterKind.PASSKEY_ADDED)
    flash(told(_("The passkey is added. You can sign in with it next time.")), "good")
    return see("account.passkeys")


@blueprint.post("/passkeys/<passkey_id>/remove", endpoint="remove_passkey")
@open_to(SIGNED_IN)
def remove(passkey_id: str) -> Response:
    passkey = own_passkey(database(), person(), passkey_id) or abort(404)
    if not was_fresh_when_asked():
        return ask_first("account.passkeys")
    remove_passkey(database(), passkey)
    _tell(LetterKind.PASSKEY_REMOVED)
    flash(
        told(_("The passkey is removed here. Your device may still show it in its own list.")),
        "good",
    )
    return see("account.passkeys")


def _who_answers(purpose: Purpose) -> Account | None:
    """Whose passkey answers what this browser was asked; the use of it is counted."""
    question = take(purpose)
    if question is None:
        return None
    answer = request.form.get("credential", "")
    account = who_proves(database(), site(), answer, challenge=question.challenge)
    commit()
    return account


def _keep(form: PasskeyForm) -> None:
    question = take(Purpose.ADD)
    answer = form.credential.data or ""
    made = question and what_was_made(site(), answer, challenge=question.challenge)
    if not question or not made:
        raise Refused(_NOT_MADE)
    name, handle = form.name.data or "", question.user_handle
    add_passkey(database(), person(), made, name=name, user_handle=handle, now=now())


def _tell(kind: LetterKind) -> None:
    """She hears of it, whoever did it: the letter leaves now."""
    queue_account_letter(person(), kind=kind, link=None)
    commit()
    doorbell().letters_wait()


def _page(form: PasskeyForm) -> str:
    hers = passkeys_of(database(), person())
    return render_template("account/passkeys.html", form=form, passkeys=hers, person=person())


def _on() -> Response:
    """Where she wanted to go. That it is a path of ours was looked at before any view."""
    wanted = request.form.get("next")
    return redirect(wanted, code=303) if wanted else see("account.home")


def _as_json(question: str) -> Response:
    return current_app.response_class(question, mimetype="application/json")
