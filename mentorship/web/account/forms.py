"""The forms of Flask-Security with our words, and what we add to them."""

from typing import Any, cast

from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from flask_security.confirmable import send_confirmation_instructions
from flask_security.recovery_codes import MfRecoveryForm
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than its stubs
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import AnyOf, EqualTo, InputRequired, ValidationError
from wtforms.widgets import PasswordInput

from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.guard.work_addresses import looks_like_work
from mentorship.models.account import Account
from mentorship.services.institutions import register
from mentorship.services.turns import take_turns
from mentorship.web.account.passwords import LONGEST, SHORTEST, TOO_LONG
from mentorship.web.pages import database

_PASSWORD_HINT = _(
    "At least %(number)s characters. A short sentence is easy to remember.", number=SHORTEST
)
_AT_WORK = _("This looks like an address of a workplace")
_SAME_TWICE = EqualTo("password", message=_("The two passwords are not the same."))


def _not_endless(_form: Any, field: Any) -> None:
    """Nobody has a longer one, and what compares passwords stumbles over thousands of letters.

    The browser is not told: it would cut a pasted one short without a word.
    """
    if len(field.data or "") > LONGEST:
        raise ValidationError(TOO_LONG)


def _password(label: str, **more: Any) -> PasswordField:
    needed = InputRequired(_("Please write a password."))
    return PasswordField(label, [needed, _not_endless], **more)


def _address(inherited: Any, label: str = _("Email address"), hint: str = "") -> EmailField:
    """Their address field, with their validators and our words."""
    validators = inherited.kwargs["validators"]
    return EmailField(label, validators, description=hint, filters=[_without_blanks])


def _without_blanks(typed: str | None) -> str | None:
    """Telephones put a blank behind what they complete."""
    return typed.strip() if typed else typed


def is_work_address(email: str) -> bool:
    """True when others at her workplace may be able to read what comes to this address."""
    return looks_like_work(email, register=register(database()))


class SignInForm(LoginForm):
    """Address and password; nothing is remembered on a device that others may use."""

    email = _address(LoginForm.email)
    password = _password(_("Password"))
    # Takes the field of the library away.
    remember = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Flask-Security writes a link here; our page has that link in its own place.
        self.password.description = ""

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            return True
        if self.requires_confirmation:
            # The page gives the general answer; only her letter says that this step is open.
            send_confirmation_instructions(self.user)
        return False


class JoinForm(RegisterFormV2):
    """A new account, on one of the two sides."""

    side = RadioField(
        _("What brings you here?"),
        choices=[
            SelectChoice(Side.MENTEE.value, _("I would like a mentor")),
            SelectChoice(Side.MENTOR.value, _("I can be a mentor")),
        ],
        validators=[
            InputRequired(_("Please choose one of the two.")),
            AnyOf(list(Side), _("Please choose one of the two.")),
        ],
        validate_choice=False,
    )
    email = _address(
        RegisterFormV2.email, hint=_("A private address is safer than one of your workplace.")
    )
    password = _password(_("Password"), description=_PASSWORD_HINT)
    password_confirm = PasswordField(_("The same password again"), [_SAME_TWICE])
    use_anyway = BooleanField(_("Use it anyway"))
    warns = False

    def validate(self, **kwargs: Any) -> bool:
        self.warns = not self.use_anyway.data and is_work_address(self.email.data or "")
        if not self.warns:
            return bool(super().validate(**kwargs))
        # Asked before anything is looked up, so that known and unknown addresses answer alike;
        # the passwords stay in their fields, because she has done nothing wrong.
        for field in (self.password, self.password_confirm):
            field.widget = PasswordInput(hide_value=False)
        self.use_anyway.errors = [_AT_WORK]
        return False


class ForgotForm(ForgotPasswordForm):
    email = _address(ForgotPasswordForm.email)

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            return True
        if self.requires_confirmation:
            send_confirmation_instructions(self.user)
        return False


class ResendForm(SendConfirmationForm):
    email = _address(SendConfirmationForm.email)


class NewPasswordForm(ResetPasswordForm):
    password = _password(_("New password"), description=_PASSWORD_HINT)
    password_confirm = PasswordField(_("The same password again"), [_SAME_TWICE])


class ChangeForm(ChangePasswordForm):
    password = PasswordField(_("The password that you use now"), [_not_endless])
    new_password = _password(_("New password"), description=_PASSWORD_HINT)
    new_password_confirm = PasswordField(
        _("The new password again"),
        [EqualTo("new_password", message=_("The two passwords are not the same."))],
    )


class FreshForm(VerifyForm):
    password = _password(_("Password"))


class CodeForm(TwoFactorVerifyCodeForm):
    code = StringField(_("Code"), [InputRequired(_("Please write the six digits."))])


class RecoveryCodeForm(MfRecoveryForm):
    code = StringField(_("One of your recovery codes"), [InputRequired(_("Please write a code."))])

    def validate(self, **kwargs: Any) -> bool:
        # Whoever sends the same code at the same moment waits, and finds it used.
        take_turns(database(), cast(Account, self.user))
        return super().validate(**kwargs)
