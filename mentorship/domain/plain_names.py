"""Which names can stand in a letter of ours: a name, and nothing that could speak in our voice."""

import re
import unicodedata

LONGEST_NAME = 100
_BESIDE_LETTERS = ("Cf", "Mn", "Mc")
_LEADS_AWAY = re.compile(
    r"""://|(?i:\bwww\.)|\S@\S
    # A name of a host. J.R. and M.Curie are initials, and lead nowhere.
    |(?:[^\W_][\w-]+|[a-z0-9])[.。][^\W\d_]{2,}
    |\w[.。]\w{2,}/
    |(?:\d+[.。]){3}\d""",
    re.VERBOSE,
)


def is_plain_name(name: str) -> bool:
    """True when nothing in it is a link, an address, another line or a long story.

    What cannot be seen and wide letters are read as a browser reads them.
    """
    seen = unicodedata.normalize("NFKC", name.strip())
    seen = "".join(sign for sign in seen if unicodedata.category(sign) not in _BESIDE_LETTERS)
    is_one_line = len(seen.splitlines()) <= 1
    return is_one_line and len(name.strip()) <= LONGEST_NAME and not _LEADS_AWAY.search(seen)
