"""Her account, when somebody brought her in from a sheet: one link, one password, and she is in."""

from flask import current_app, flash, redirect, render_template, request
from flask_login import current_user
from flask_security.utils import hash_password, login_user
from werkzeug.wrappers import Response

from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.services.claims import Claim, claim_as, claim_with_password, find_claim
from mentorship.web.access import ANYONE, open_to
from mentorship.web.account.passwords import Passwords, fault_of
from mentorship.web.forms import Form
from mentorship.web.language import remember_for, told
from mentorship.web.mentee.forms import ClaimForm
from mentorship.web.mentee.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see


@blueprint.route("/claim/<token>", methods=["GET", "POST"], endpoint="claim")
@open_to(ANYONE)
def take_over(token: str) -> Response | str | tuple[str, int]:
    found = find_claim(database(), token, now=now())
    if found is None:
        return render_template("mentee/claim_over.html")
    return _with_her_account(found) if found.owner else _with_a_password(found)


def _with_a_password(found: Claim) -> Response | tuple[str, int]:
    form = ClaimForm()
    if form.validate_on_submit() and (password := _good_password(form)):
        account = claim_with_password(
            database(), found, password_hash=hash_password(password), now=now()
        )
        if account is not None:
            remember_for(account)
        commit()
        return _come_in(account) if account else _again()
    return render_template("mentee/claim.html", form=form), 422 if form.errors else 200


def _good_password(form: ClaimForm) -> str | None:
    """The password exactly as it was typed: a blank at its end belongs to it."""
    typed = str((form.password.raw_data or [""])[0])
    password = str(Passwords(current_app).normalize(typed))
    if fault := fault_of(password):
        form.password.errors = [fault]
        return None
    return password


def _with_her_account(found: Claim) -> Response | str:
    """Her address has an account already: she signs in, comes back, and presses one button."""
    signed_in = current_user.is_authenticated and person() is found.owner
    if not signed_in or not Form().validate_on_submit():
        return render_template("mentee/claim_sign_in.html", signed_in=signed_in)
    kept = claim_as(database(), found, person(), now=now())
    commit()
    return _come_in(person()) if kept else _again()


def _come_in(account: Account) -> Response:
    login_user(account)
    flash(told(_("Welcome. Your account is open, and your answers are in it.")), "good")
    return see("mentee.home")


def _again() -> Response:
    """Somebody was faster: the same page says what has become of the link."""
    return redirect(request.url, code=303)
