"""Whatever Flask-Security may say here is said in our words, and told in every language."""

import re

from flask import Flask
from flask_security.core import _default_messages

from mentorship.domain.sentences import Sentence
from mentorship.web.account.messages import MESSAGES

# Of roads that are closed, of words for programs, and of what our own forms and passwords check.
_NEVER_SAID = re.compile(
    r"API_|CHANGE_EMAIL|CODE_HAS|FAILED_TO_SEND|FORGOT_PASSWORD|GENERIC_US|IDENTITY|EMAIL_ALREADY|"
    r"INVALID_(?:INPUT|LOGIN_TOKEN|PASSWORD_CODE)|LOGIN_E|OAUTH|PASSWORDLESS|PHONE|"
    r"PASSWORD_(?:INVALID_LENGTH|TOO_SIMPLE|BREACHED)|REFRESH_TOKEN|US_|USE_CODE|USERNAME|WEBAUTHN"
)


def test_every_message_of_the_library_is_ours(app: Flask) -> None:
    said = {key for key in _default_messages if not _NEVER_SAID.match(key)}

    assert said - MESSAGES.keys() == set()
    assert MESSAGES.keys() - _default_messages.keys() == set()
    assert [key for key, (text, _tone) in MESSAGES.items() if not isinstance(text, Sentence)] == []
    assert all(app.config[f"SECURITY_MSG_{key}"] == MESSAGES[key] for key in MESSAGES)
