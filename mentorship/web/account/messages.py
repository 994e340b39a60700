"""What Flask-Security says, in the programme's words, and never with an address in it."""

from mentorship.domain.mailboxes import NO_MAILBOX
from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _

_GOOD, _NOTE, _STOP = "good", "note", "stop"
_LETTER = _(
    "If this address can be used here, a letter is on its way to it. It may take a few minutes."
)
_NO_FIT = _(
    "This address and this password do not fit together. If your address still has to be "
    "confirmed, a fresh link is on its way to it."
)
_SAME_TWICE = _("The two passwords are not the same.")
_SIGN_IN = _("Please sign in to see this page.")
_OLD_LINK = _("This link can no longer be used. You can ask for a new one here.")
_BAD_CODE = _("This code does not fit. Codes change every half minute, and each works once.")

MESSAGES: dict[str, tuple[Sentence, str]] = {
    "CONFIRM_REGISTRATION": (_LETTER, _NOTE),
    "CONFIRMATION_REQUEST": (_LETTER, _NOTE),
    "PASSWORD_RESET_REQUEST": (_LETTER, _NOTE),
    "GENERIC_AUTHN_FAILED": (_NO_FIT, _STOP),
    "GENERIC_RECOVERY": (_LETTER, _NOTE),
    "EMAIL_CONFIRMED": (_("Your address is confirmed. You can sign in now."), _GOOD),
    "ALREADY_CONFIRMED": (_("This address is confirmed. You can sign in."), _NOTE),
    "INVALID_CONFIRMATION_TOKEN": (_OLD_LINK, _NOTE),
    "CONFIRMATION_EXPIRED": (_OLD_LINK, _NOTE),
    "INVALID_RESET_PASSWORD_TOKEN": (_OLD_LINK, _NOTE),
    "PASSWORD_RESET_EXPIRED": (_OLD_LINK, _NOTE),
    "PASSWORD_RESET_NO_LOGIN": (_("Your new password is set. You can sign in with it."), _GOOD),
    "PASSWORD_CHANGE": (_("Your password is changed. Other devices are signed out."), _GOOD),
    "PASSWORD_IS_THE_SAME": (_("This is the password that you have now."), _STOP),
    "INVALID_PASSWORD": (_("This password does not fit."), _STOP),
    "INVALID_EMAIL_ADDRESS": (NO_MAILBOX, _STOP),
    "EMAIL_NOT_PROVIDED": (_("Please write your email address."), _STOP),
    "PASSWORD_NOT_PROVIDED": (_("Please write your password."), _STOP),
    "UNAUTHENTICATED": (_SIGN_IN, _NOTE),
    "REAUTHENTICATION_REQUIRED": (_("Before this step, please write your password again."), _NOTE),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. You can go on."), _GOOD),
    "TWO_FACTOR_INVALID_TOKEN": (_BAD_CODE, _STOP),
    "INVALID_RECOVERY_CODE": (_("This recovery code does not fit, or was used before."), _STOP),
    "NO_RECOVERY_CODES_SETUP": (_("You have no recovery codes yet."), _NOTE),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_("You are signed in."), _GOOD),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (_("Your second step is set up."), _GOOD),
    "TWO_FACTOR_DISABLED": (_("Your second step is switched off."), _GOOD),
    "TWO_FACTOR_PERMISSION_DENIED": (_("Please sign in first."), _NOTE),
    "TWO_FACTOR_SETUP_EXPIRED": (
        _("That took a little long. Please start this step again."),
        _NOTE,
    ),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_("Please start this step again."), _STOP),
    # Said in moments that our own checks come before; never in the words of the library.
    "ANONYMOUS_USER_REQUIRED": (_("You are signed in."), _NOTE),
    "CONFIRMATION_REQUIRED": (_NO_FIT, _STOP),
    "DISABLED_ACCOUNT": (_NO_FIT, _STOP),
    "INVALID_CODE": (_BAD_CODE, _STOP),
    "LOGIN": (_SIGN_IN, _NOTE),
    "PASSWORD_MISMATCH": (_SAME_TWICE, _STOP),
    "PASSWORD_RESET": (_("Your new password is set."), _GOOD),
    "REFRESH": (_SIGN_IN, _NOTE),
    "RETYPE_PASSWORD_MISMATCH": (_SAME_TWICE, _STOP),
    "UNAUTHORIZED": (_SIGN_IN, _NOTE),
    "USER_DOES_NOT_EXIST": (_NO_FIT, _STOP),
    "INVALID_REDIRECT": (_("Please start again from here."), _NOTE),
}
