"""Which words are plainly the address of one mailbox, however a mail programme reads them."""

import re
import unicodedata

from mentorship.domain.sentences import sentence as _

NO_MAILBOX = _("Please write an address like name@example.org.")
_WORD = r"""[^@<>()\[\],;:"\\.]+"""
_ONE_MAILBOX = re.compile(rf"{_WORD}(?:\.{_WORD})*@{_WORD}(?:\.{_WORD})+").fullmatch


def is_one_mailbox(address: str) -> bool:
    """True for one person's address and nothing else: no list, no header, nothing in code.

    Mail programmes read =?utf-8?q?x=40evil.org?=@example.org as another address than it seems.
    """
    is_readable = not any(unicodedata.category(letter)[0] in "CZ" for letter in address)
    return is_readable and "=?" not in address and _ONE_MAILBOX(address) is not None
