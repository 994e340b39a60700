"""The passwords of at least twelve characters that most people use: about 44,000, as digests.

A list of our own rather than zxcvbn's: of its 30,000 only 229 are long enough to be chosen here,
and it takes seconds for a password of odd signs. Digests, because the list was stolen once, and
somebody's own words may stand on it.
"""

from bisect import bisect_left
from functools import cache
from hashlib import sha256
from importlib.resources import files

_BYTES = 6


def is_common(password: str) -> bool:
    """Whether this is on the list, whatever the case of its letters."""
    known, digest = _known(), digest_of(password)
    place = bisect_left(known, digest)
    return place < len(known) and known[place] == digest


def digest_of(password: str) -> bytes:
    """What stands in the file for this password: few bytes, which one in 10^9 others shares."""
    return sha256(password.casefold().encode(errors="surrogatepass")).digest()[:_BYTES]


@cache
def _known() -> list[bytes]:
    """Every digest, in order. Read when the first password is chosen, and not before."""
    raw = (files(__package__) / "common_passwords.bin").read_bytes()
    return [raw[at : at + _BYTES] for at in range(0, len(raw), _BYTES)]
