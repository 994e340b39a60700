"""A device that keeps passkeys, in software: it signs what it is asked, and lies when told to."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from webauthn.helpers import encode_cbor

from mentorship.models.account import Account
from mentorship.services.passkeys import Credential
from mentorship.services.passkeys import add_passkey as add_to_account
from support.browser import Browser
from support.page import Page

HOME = "https://localhost"
_PRESENT, _VERIFIED, _NEW = 0x01, 0x04, 0x40
NO_SIGHT_OF_HER = _PRESENT
SEEN = _PRESENT | _VERIFIED


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One passkey on one device. `counts` says whether it counts how often it is used."""

    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    user_handle: bytes = b""
    count: int = 0
    counts: bool = True

    def make(self, question: dict[str, Any], *, origin: str = HOME, flags: int = SEEN) -> str:
        """What it answers when it is asked to make a passkey."""
        self.user_handle = raw(question["user"]["id"])
        told = self._told(question, "webauthn.create", origin)
        size = len(self.credential_id).to_bytes(2, "big")
        kept = bytes(16) + size + self.credential_id + self.public_key()
        seen = self._seen(question["rp"]["id"], flags | _NEW) + kept
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": seen})
        return self._answer({"clientDataJSON": told, "attestationObject": attestation})

    def sign(self, question: dict[str, Any], *, origin: str = HOME, flags: int = SEEN) -> str:
        """What it answers when it is asked to prove itself."""
        self.count += self.counts
        told = self._told(question, "webauthn.get", origin)
        seen = self._seen(question["rpId"], flags)
        signature = self.key.sign(seen + hashlib.sha256(told).digest(), ECDSA(SHA256()))
        parts = {"clientDataJSON": told, "authenticatorData": seen, "signature": signature}
        return self._answer(parts | {"userHandle": self.user_handle})

    def copy(self) -> "Device":
        """Another device with the same key, which counts for itself."""
        return replace(self)

    def _told(self, question: dict[str, Any], kind: str, origin: str) -> bytes:
        said = {"type": kind, "challenge": question["challenge"], "origin": origin}
        return json.dumps(said).encode()

    def _seen(self, host: str, flags: int) -> bytes:
        place = hashlib.sha256(host.encode()).digest()
        return place + bytes([flags]) + self.count.to_bytes(4, "big")

    def public_key(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (one.to_bytes(32, "big") for one in (numbers.x, numbers.y))
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, parts: dict[str, bytes]) -> str:
        name = b64(self.credential_id)
        said = {part: b64(value) for part, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})


def kept_device(session: Session, account: Account, *, now: datetime) -> Device:
    """A device whose passkey is kept already, without the pages of adding it."""
    device = Device(user_handle=secrets.token_bytes(32))
    made = Credential(device.credential_id, device.public_key(), 0)
    handle = device.user_handle
    add_to_account(session, account, made, name="Phone", user_handle=handle, now=now)
    session.commit()
    return device


def post(browser: Browser, path: str, fields: dict[str, str]) -> Page:
    """What a page of ours would send, without a page that is fetched for its token."""
    with browser.client.session_transaction(base_url=HOME) as visit:
        secret = visit.setdefault("csrf_token", "f" * 40)
    signer = URLSafeTimedSerializer(str(browser.app.secret_key), salt="wtf-csrf-token")
    token = {"csrf_token": str(signer.dumps(secret))}
    browser.page = Page(browser.raw("POST", path, data=token | fields))
    return browser.page


def question(browser: Browser, path: str = "/account/passkey/ask", **typed: str) -> dict[str, Any]:
    """What this browser's device is asked."""
    page = post(browser, path, typed)
    assert page.status == 200
    asked = json.loads(page.html)
    assert isinstance(asked, dict)
    return asked


def add_passkey(browser: Browser, name: str = "Phone", device: Device | None = None) -> Device:
    """She is signed in here and has added a passkey."""
    device = device or Device()
    made = device.make(question(browser, "/account/passkeys/ask", name=name))
    post(browser, "/account/passkeys", {"name": name, "credential": made})
    assert "The passkey is added" in browser.follow().text
    return device


def sign_in_with(browser: Browser, device: Device, **typed: str) -> Page:
    """This browser's device answers the question of the sign-in page."""
    answer = device.sign(question(browser))
    return post(browser, "/account/passkey", {"credential": answer} | typed)
