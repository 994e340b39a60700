"""The key ring: what encrypts personal fields and looks them up, as the keys file says now."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from mentorship.domain.errors import Refused
from mentorship.models.private_files import replace_private_file, write_private_file

_HEADER = """\
# The keys of this programme. Without them nothing personal can be read again:
# keep a copy in a safe place, apart from the copies of the database.
# The first "field" line encrypts, the others still decrypt; "lookup" never changes.
"""
_DAMAGED = "The keys file is damaged. Put back the copy that was kept of it."


@dataclass(frozen=True)
class KeyRing:
    """The keys of one programme: `keys` encrypt, newest first; `lookup` makes digests.

    Every purpose (each column is one) has keys of its own, derived from these: what was encrypted
    for one column cannot be read in another. Values from before purposes were told apart are
    still read; turning the keys renews them.
    """

    keys: tuple[bytes, ...]
    lookup: bytes
    _derived: dict[str, MultiFernet] = field(default_factory=dict, repr=False, compare=False)

    def encrypt(self, text: str, purpose: str = "") -> bytes:
        return self._fernets(purpose).encrypt(text.encode())

    def decrypt(self, token: bytes, purpose: str = "") -> str:
        """The text that was encrypted. Raises KeysDoNotFit when no key of the ring opens it."""
        for fernets in (self._fernets(purpose), self._fernets("")):
            try:
                return fernets.decrypt(token).decode()
            except InvalidToken:
                continue
        raise KeysDoNotFit

    def is_newest(self, token: bytes, purpose: str) -> bool:
        """Whether the newest key of this purpose wrote it."""
        try:
            _fernet(self.keys[0], purpose).decrypt(token)
        except InvalidToken:
            return False
        return True

    def digest(self, purpose: str, text: str) -> str:
        """A keyed digest in hexadecimal; each purpose has a key of its own."""
        key = hmac.digest(self.lookup, purpose.encode(), hashlib.sha256)
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def _fernets(self, purpose: str) -> MultiFernet:
        known = self._derived.get(purpose)
        if known is None:
            known = MultiFernet([_fernet(key, purpose) for key in self.keys])
            self._derived[purpose] = known
        return known


def _fernet(key: bytes, purpose: str) -> Fernet:
    own = hmac.digest(key, b"column:" + purpose.encode(), hashlib.sha256) if purpose else key
    return Fernet(urlsafe_b64encode(own))


class KeysDoNotFit(Exception):
    """The database was written with other keys than the ones that were loaded."""

    def __init__(self) -> None:
        super().__init__("The keys file does not belong to this database.")


def write_new_keys(path: Path) -> None:
    """A keys file exists that only its owner can read. An existing file is never replaced."""
    lines = f"{_new_line()}\nlookup {secrets.token_hex(32)}\n"
    try:
        write_private_file(path, (_HEADER + lines).encode())
    except FileExistsError:
        return


def read_keys(path: Path) -> KeyRing:
    """The ring written in a keys file. Raises Refused when there is none that can be used."""
    pairs = [tuple(line.split()) for line in _lines(path)]
    keys = [pair[1] for pair in pairs if len(pair) == 2 and pair[0] == "field"]
    lookups = [pair[1] for pair in pairs if len(pair) == 2 and pair[0] == "lookup"]
    if not keys or len(lookups) != 1:
        raise Refused(_DAMAGED)
    try:
        ring = KeyRing(tuple(map(urlsafe_b64decode, keys)), bytes.fromhex(lookups[0]))
    except ValueError:
        raise Refused(_DAMAGED) from None
    if {len(key) for key in ring.keys} != {32} or len(ring.lookup) < 32:
        raise Refused(_DAMAGED)
    return ring


def put_new_key_first(path: Path) -> None:
    """From now on a new key encrypts; everything older can still be read."""
    lines = _lines(path)
    first = next(at for at, line in enumerate(lines) if _is_field(line))
    _write_back(path, [*lines[:first], _new_line(), *lines[first:]])


def drop_old_keys(path: Path) -> None:
    """Only the newest key is left. What others wrote can never be read again."""
    lines = _lines(path)
    first = next(at for at, line in enumerate(lines) if _is_field(line))
    older = [line for line in lines[first + 1 :] if not _is_field(line)]
    _write_back(path, [*lines[: first + 1], *older])


def _new_line() -> str:
    return f"field {Fernet.generate_key().decode()}"


def _is_field(line: str) -> bool:
    return line.split()[:1] == ["field"]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        raise Refused("The keys file cannot be read. See docs/operations.md, keys.") from None
    except UnicodeDecodeError:
        raise Refused(_DAMAGED) from None


def _write_back(path: Path, lines: Sequence[str]) -> None:
    replace_private_file(path, "".join(f"{line}\n" for line in lines).encode())


class _Loaded:
    """The ring in use, and which state of which file it was read from."""

    ring: KeyRing | None = None
    path: Path | None = None
    seen: tuple[int, int, int] | None = None

    def current(self) -> KeyRing | None:
        # With every use, because another process may have put a new key in front: what is written
        # with an old key after that would be lost once the old key is dropped.
        if self.path is not None and (now := _state(self.path)) not in (None, self.seen):
            self.ring, self.seen = read_keys(self.path), now
        return self.ring


_loaded = _Loaded()


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        # Whoever started with keys goes on with them when their disk is away for a moment.
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def use_keys(ring: KeyRing) -> None:
    """From now on fields are encrypted and looked up with this ring."""
    _loaded.ring, _loaded.path, _loaded.seen = ring, None, None


def use_keys_file(path: Path) -> None:
    """From now on fields are encrypted and looked up with what this file says at that moment.

    Raises Refused when it cannot be used.
    """
    seen = _state(path)
    _loaded.ring, _loaded.path, _loaded.seen = read_keys(path), path, seen


def ring() -> KeyRing:
    """The ring in use. Raises RuntimeError before `use_keys`."""
    current = _loaded.current()
    if current is None:
        raise RuntimeError("No keys were loaded: create_app does it.")
    return current


def keyed_digest(purpose: str, text: str) -> str:
    """What stands in a look-up column for a value that is stored encrypted."""
    return ring().digest(purpose, text)


def email_key(address: str) -> str:
    """The look-up digest of an address: the same for every spelling of its letters' case."""
    return keyed_digest("email", address.strip().casefold())
