"""The key ring: what personal fields are encrypted and looked up with, read once at start."""

import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from mentorship.domain.errors import Refused

_HEADER = """\
# The keys of this programme. Without them nothing personal can be read again:
# keep a copy in a safe place, apart from the copies of the database.
# The first "field" line encrypts, the others still decrypt; "lookup" never changes.
"""


@dataclass(frozen=True)
class KeyRing:
    """The keys of one programme: `fields` encrypt, newest first; `lookup` makes digests."""

    fields: MultiFernet
    lookup: bytes

    def encrypt(self, text: str) -> bytes:
        return self.fields.encrypt(text.encode())

    def decrypt(self, token: bytes) -> str:
        """The text that was encrypted. Raises KeysDoNotFit when no key of the ring opens it."""
        try:
            return self.fields.decrypt(token).decode()
        except InvalidToken:
            raise KeysDoNotFit from None

    def digest(self, purpose: str, text: str) -> str:
        """A keyed digest in hexadecimal; each purpose has a key of its own."""
        key = hmac.digest(self.lookup, purpose.encode(), hashlib.sha256)
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class KeysDoNotFit(Exception):
    """The database was written with other keys than the ones that were loaded."""

    def __init__(self) -> None:
        super().__init__("The keys file does not belong to this database.")


def write_new_keys(path: Path) -> None:
    """A keys file exists that only its owner can read. An existing file is never replaced."""
    lines = f"field {Fernet.generate_key().decode()}\nlookup {secrets.token_hex(32)}\n"
    try:
        # Born with its narrow permissions: a chmod afterwards would leave a moment between.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(_HEADER + lines)


def read_keys(path: Path) -> KeyRing:
    """The ring written in a keys file. Raises Refused when there is none that can be used."""
    try:
        lines = [line.split() for line in path.read_text().splitlines()]
    except OSError:
        raise Refused("The keys file cannot be read. See docs/operations.md, keys.") from None
    pairs = [(line[0], line[1]) for line in lines if len(line) == 2 and line[0] != "#"]
    fields = [value for kind, value in pairs if kind == "field"]
    lookups = [value for kind, value in pairs if kind == "lookup"]
    if not fields or len(lookups) != 1:
        raise Refused("The keys file is damaged. Put back the copy that was kept of it.")
    try:
        return KeyRing(MultiFernet([Fernet(key) for key in fields]), bytes.fromhex(lookups[0]))
    except ValueError:
        raise Refused("The keys file is damaged. Put back the copy that was kept of it.") from None


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read or write the file."""
    return not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)


_loaded: list[KeyRing] = []


def use_keys(ring: KeyRing) -> None:
    """From now on fields are encrypted and looked up with this ring."""
    _loaded[:] = [ring]


def ring() -> KeyRing:
    """The ring in use. Raises RuntimeError before `use_keys`."""
    if not _loaded:
        raise RuntimeError("No keys were loaded: create_app does it.")
    return _loaded[0]


def keyed_digest(purpose: str, text: str) -> str:
    """What stands in a look-up column for a value that is stored encrypted."""
    return ring().digest(purpose, text)


def email_key(address: str) -> str:
    """The look-up digest of an address: the same for every spelling of its letters' case."""
    return keyed_digest("email", address.strip().casefold())
