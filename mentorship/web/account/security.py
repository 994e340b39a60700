"""Flask-Security, set up for this house."""

from datetime import timedelta
from functools import wraps
from hmac import compare_digest
from typing import Any

from flask import Flask, redirect, session, url_for
from flask_login import current_user
from flask_security import Security, SQLAlchemyUserDatastore
from werkzeug.wrappers import Response

from mentorship.db import db
from mentorship.language.saying import say_pattern
from mentorship.models.account import Account, Role
from mentorship.models.keys import email_key, keyed_digest
from mentorship.web.access import ANYONE, SIGNED_IN, open_to
from mentorship.web.account import forms, joining
from mentorship.web.account.letters import OutboxMail
from mentorship.web.account.messages import MESSAGES
from mentorship.web.account.passwords import Passwords
from mentorship.web.account.second_factor import OnceOnlyTotp
from mentorship.web.language import reading
from mentorship.web.pages import now

SETTINGS: dict[str, Any] = {
    "URL_PREFIX": "/account",
    "DATETIME_FACTORY": now,
    "STATIC_FOLDER": None,
    "REGISTERABLE": True,
    "CONFIRMABLE": True,
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RETURN_GENERIC_RESPONSES": True,
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "EMAIL_HTML": False,
    "EMAIL_PLAINTEXT": False,
    "PASSWORD_SCHEMES": ["argon2", "plaintext"],
    "PASSWORD_SINGLE_HASH": ["argon2"],
    "DEFAULT_REMEMBER_ME": False,
    "API_ENABLED_METHODS": ["session"],
    "LOGOUT_CSRF": True,
    "FRESHNESS": timedelta(minutes=5),
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
    "CONFIRM_EMAIL_WITHIN": timedelta(days=2),
    "RESET_PASSWORD_WITHIN": timedelta(days=1),
    "TWO_FACTOR": True,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_POST_SETUP_VIEW": "account.enrol",
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": 10,
    "TOTP_ISSUER": "Programs",
    "WEBAUTHN": False,
    "WAN_ALLOW_USER_HINTS": False,
    "POST_LOGIN_VIEW": "account.home",
    "POST_LOGOUT_VIEW": "public.home",
    "POST_REGISTER_VIEW": "account.letter_sent",
    "POST_CHANGE_VIEW": "account.settings",
    "POST_VERIFY_VIEW": "account.home",
    "LOGIN_USER_TEMPLATE": "account/sign_in.html",
    "LOGOUT_USER_TEMPLATE": "account/sign_out.html",
    "REGISTER_USER_TEMPLATE": "account/join.html",
    "FORGOT_PASSWORD_TEMPLATE": "account/forgot.html",
    "RESET_PASSWORD_TEMPLATE": "account/new_password.html",
    "CHANGE_PASSWORD_TEMPLATE": "account/change_password.html",
    "SEND_CONFIRMATION_TEMPLATE": "account/resend.html",
    "VERIFY_TEMPLATE": "account/fresh.html",
    "TWO_FACTOR_SETUP_TEMPLATE": "account/second_step_setup.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "account/second_step.html",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "account/recovery.html",
    "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "account/recovery_codes.html",
}
FORMS: dict[str, type[Any]] = {
    "login_form": forms.SignInForm,
    "register_form": forms.JoinForm,
    "forgot_password_form": forms.ForgotForm,
    "reset_password_form": forms.NewPasswordForm,
    "change_password_form": forms.ChangeForm,
    "send_confirmation_form": forms.ResendForm,
    "verify_form": forms.FreshForm,
    "two_factor_verify_code_form": forms.CodeForm,
    "mf_recovery_form": forms.RecoveryCodeForm,
}
# Its other pages (rescue by mail, choosing between methods) stay closed: nothing leads there.
OPEN = {
    "login": ANYONE,
    "logout": ANYONE,
    "register": ANYONE,
    "forgot_password": ANYONE,
    "reset_password": ANYONE,
    "send_confirmation": ANYONE,
    "confirm_email": ANYONE,
    "two_factor_setup": ANYONE,
    "two_factor_token_validation": ANYONE,
    "mf_recovery": ANYONE,
    "two_factor_setup_validate": SIGNED_IN,
    "mf_recovery_codes": SIGNED_IN,
    "verify": SIGNED_IN,
    "change_password": SIGNED_IN,
}


_QUICK_FOR_TESTS = {"argon2__rounds": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}


class Accounts(SQLAlchemyUserDatastore):
    """Finds an account by the digest of its address, and keeps what our columns need."""

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Account | None:
        if "email" in by:
            by = {"email_key": email_key(by["email"] or "")}
        # It was given our model, and finds nothing else.
        return super().find_user(**by)  # type: ignore[return-value]

    def create_user(self, **about: Any) -> Any:
        return super().create_user(created_at=now(), **about)

    def mf_delete_recovery_code(self, user: Any, idx: int) -> bool:
        # A new list: taking one out of the old list would not be noticed, and it would work again.
        codes = list(user.mf_recovery_codes or [])
        if not 0 <= idx < len(codes):
            return False
        user.mf_recovery_codes = codes[:idx] + codes[idx + 1 :]
        return True


class KeyedDigests:
    """Stands in the links of letters for an address or a password's hash.

    The library's own digest has no key: whoever finds a link in a log could try addresses against
    it. It also takes a third of a second of plain Python for each letter.
    """

    def hash(self, secret: bytes) -> str:
        return keyed_digest("link", secret.decode())

    def verify(self, secret: bytes, digest: str) -> bool:
        return compare_digest(self.hash(secret), digest)


def set_up(app: Flask) -> None:
    """Accounts work, under /account, with our pages, our words and our outbox."""
    app.config.from_mapping({f"SECURITY_{name}": value for name, value in SETTINGS.items()})
    app.config.from_mapping({f"SECURITY_MSG_{name}": said for name, said in MESSAGES.items()})
    app.config.from_mapping({f"SECURITY_{name.upper()}": form for name, form in FORMS.items()})
    app.config["SECURITY_TOTP_SECRETS"] = {"1": keyed_digest("totp", "1")}
    app.config["SECURITY_PASSWORD_SALT"] = keyed_digest("password", "1")
    if app.testing:
        app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = _QUICK_FOR_TESTS
    security = Security(
        app,
        Accounts(db, Account, Role),
        mail_util_cls=OutboxMail,
        password_util_cls=Passwords,
        totp_cls=OnceOnlyTotp,
    )
    security.hashing_context = KeyedDigests()
    security.want_json(_never)
    # It knows no setting for this: by itself it would not tell a sentence of ours.
    security.i18n_domain.gettext = _in_her_language  # type: ignore[method-assign, assignment]
    joining.watch(app)
    _open_its_pages(app)


def _in_her_language(message: str, **values: Any) -> str:
    """What Flask-Security says, from our catalogs."""
    told = say_pattern(str(message), reading().code)
    return told % values if values else told


def _never(_request: Any) -> bool:
    return False


def _open_its_pages(app: Flask) -> None:
    for name, who in OPEN.items():
        endpoint = f"security.{name}"
        view = _STEPS.get(name, _as_it_is)(app.view_functions[endpoint])
        app.view_functions[endpoint] = open_to(who)(view)


def _as_it_is(view: Any) -> Any:
    return wraps(view)(lambda **values: view(**values))


def _only_in_its_turn(view: Any) -> Any:
    """Out of its turn Flask-Security would sign her out, which looking at a page must not do."""

    @wraps(view)
    def second_step() -> Any:
        if current_user.is_authenticated and session.get("tf_state") != "validating_profile":
            return _to_settings()
        return view()

    return second_step


def _to_settings() -> Response:
    return redirect(url_for("account.settings"))


_STEPS = {
    "register": joining.remembering,
    "confirm_email": joining.asking_first,
    "two_factor_token_validation": _only_in_its_turn,
}
