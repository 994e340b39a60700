"""What Flask-Security says, in the programme's words, and never with an address in it."""

from mentorship.domain.mailboxes import NO_MAILBOX

_GOOD, _NOTE, _STOP = "good", "note", "stop"
_LETTER = (
    "If this address can be used here, a letter is on its way to it. It may take a few minutes."
)
_OLD_LINK = "This link can no longer be used. You can ask for a new one here."
_BAD_CODE = "This code does not fit. Codes change every half minute, and each works once."

MESSAGES: dict[str, tuple[str, str]] = {
    "CONFIRM_REGISTRATION": (_LETTER, _NOTE),
    "CONFIRMATION_REQUEST": (_LETTER, _NOTE),
    "PASSWORD_RESET_REQUEST": (_LETTER, _NOTE),
    "GENERIC_AUTHN_FAILED": (
        "This address and this password do not fit together. If your address still has to be "
        "confirmed, a fresh link is on its way to it.",
        _STOP,
    ),
    "GENERIC_RECOVERY": (_LETTER, _NOTE),
    "EMAIL_CONFIRMED": ("Your address is confirmed. You can sign in now.", _GOOD),
    "ALREADY_CONFIRMED": ("This address is confirmed. You can sign in.", _NOTE),
    "INVALID_CONFIRMATION_TOKEN": (_OLD_LINK, _NOTE),
    "CONFIRMATION_EXPIRED": (_OLD_LINK, _NOTE),
    "INVALID_RESET_PASSWORD_TOKEN": (_OLD_LINK, _NOTE),
    "PASSWORD_RESET_EXPIRED": (_OLD_LINK, _NOTE),
    "PASSWORD_RESET_NO_LOGIN": ("Your new password is set. You can sign in with it.", _GOOD),
    "PASSWORD_CHANGE": ("Your password is changed. Other devices are signed out.", _GOOD),
    "PASSWORD_IS_THE_SAME": ("This is the password that you have now.", _STOP),
    "INVALID_PASSWORD": ("This password does not fit.", _STOP),
    "INVALID_EMAIL_ADDRESS": (NO_MAILBOX, _STOP),
    "EMAIL_NOT_PROVIDED": ("Please write your email address.", _STOP),
    "PASSWORD_NOT_PROVIDED": ("Please write your password.", _STOP),
    "UNAUTHENTICATED": ("Please sign in to see this page.", _NOTE),
    "REAUTHENTICATION_REQUIRED": ("Before this step, please write your password again.", _NOTE),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you. You can go on.", _GOOD),
    "TWO_FACTOR_INVALID_TOKEN": (_BAD_CODE, _STOP),
    "INVALID_RECOVERY_CODE": ("This recovery code does not fit, or was used before.", _STOP),
    "NO_RECOVERY_CODES_SETUP": ("You have no recovery codes yet.", _NOTE),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("You are signed in.", _GOOD),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("Your second step is set up.", _GOOD),
    "TWO_FACTOR_DISABLED": ("Your second step is switched off.", _GOOD),
    "TWO_FACTOR_PERMISSION_DENIED": ("Please sign in first.", _NOTE),
    "TWO_FACTOR_SETUP_EXPIRED": ("That took a little long. Please start this step again.", _NOTE),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("Please start this step again.", _STOP),
    "INVALID_REDIRECT": ("Please start again from here.", _NOTE),
}
