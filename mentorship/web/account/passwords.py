"""What a password has to be: long enough, and not one that everybody tries first."""

import re
from typing import Any

from flask_security import PasswordUtil

from mentorship.domain.sentences import sentence as _
from mentorship.web.account.common_passwords import is_common

SHORTEST, LONGEST = 12, 128
TOO_SHORT = _(
    "Please use at least %(number)s characters. A short sentence is easy to remember.",
    number=SHORTEST,
)
TOO_LONG = _("Please use at most %(number)s characters.", number=LONGEST)
TOO_COMMON = _("Many people use this one, so it would be tried first. Please choose another.")

# What many are made of, once digits and signs are taken away: our own words, and those of lists.
_WORDS = """
    abc abcd abcde abcdef abcdefg abcdefgh abcdefghijkl abcdefghijklm admin administrator
    asdf asdfgh asdfghjkl asdfghjklqwerty azerty azertyuiop baseball changeme changemenow
    correcthorsebatterystaple default doctor dragon football hospital iloveyou iloveyouforever
    iloveyousomuch letmein letmeinplease master medicine mentee mentor mentors mentorship
    mentormentor monkey mypassword mysecretpassword newpassword nopassword passphrase password
    passwordpassword passwort princess programme qazwsx qazwsxedc qwer qwert qwerty qwertyqwerty
    qwertyuiop qwertyuiopasdf resident secret secretpassword summer sunshine superman surgeon
    surgery test testing testtest thisisapassword thisismypassword trustno welcome welcomeback
    winter zxcvbn zxcvbnm qwertyasdfgh qwertyuiopasdfghjkl onetwothree onetwothreefour
"""
_TRIED_FIRST = frozenset(_WORDS.split())
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_LEET = str.maketrans("013457@$", "oieastas")


class Passwords(PasswordUtil):
    """Length and a list; no rules about signs and digits, they only make people write it down."""

    def validate(
        self, password: str, is_register: bool, **_about: Any
    ) -> tuple[list[str] | None, str]:
        normal = self.normalize(password)
        fault = fault_of(normal)
        return ([fault] if fault else None), normal


def fault_of(password: str) -> str | None:
    """What is wrong with this password, in a sentence; None when it is good."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    return TOO_COMMON if _is_tried_first(password.casefold()) else None


def _is_tried_first(password: str) -> bool:
    letters = {
        _NOT_LETTERS.sub("", password),
        _NOT_LETTERS.sub("", password.translate(_LEET)),
        _NOT_LETTERS.sub("", password.rstrip("0123456789!.?#*").translate(_LEET)),
    }
    few = len(set(password)) < 5
    in_a_row = password in "01234567890123456789" or password in "98765432109876543210"
    made_of_them = bool(letters & (_TRIED_FIRST | {""}))
    return few or in_a_row or made_of_them or _is_on_the_list(password)


def _is_on_the_list(password: str) -> bool:
    """As it stands, and without the blanks that make one word look like several."""
    return is_common(password) or is_common("".join(password.split()))
