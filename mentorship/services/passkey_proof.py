"""What a device is asked for, and whether what it answers is true.

The words of the standard (Web Authentication, level 3) stay in here: outside there are questions,
answers and accounts.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    encode_cbor,
    parse_authentication_credential_json,
    parse_cbor,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from mentorship.models.account import Account
from mentorship.models.passkey import Passkey
from mentorship.services.passkeys import Credential, count_use, passkey_of_device

# A device shows this name in its list of passkeys, on a shared one to everybody.
NEUTRAL_NAME = "Programs"
SECONDS_TO_ANSWER = 5 * 60
_LONGEST_ID = 1023
_NOT_TRUE = (
    *(WebAuthnException, UnsupportedAlgorithm, struct.error),
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError),
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a passkey belongs: it works nowhere else, so nobody can ask for it elsewhere."""

    origin: str
    host: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Under which random name a device keeps her passkey, and what it shows for it."""

    user_handle: bytes
    shown_as: str


def ask_for_a_new_one(site: Site, challenge: bytes, *, owner: Owner, kept: Sequence[bytes]) -> str:
    """The question that makes a passkey, as JSON: on this device or another, with a finger or PIN.

    kept  the ids of those that she has, so that no device makes a second one
    """
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=NEUTRAL_NAME,
        user_id=owner.user_handle,
        user_name=owner.shown_as,
        challenge=challenge,
        timeout=SECONDS_TO_ANSWER * 1000,
        # Which make of device she has is nothing that we want to know.
        attestation=AttestationConveyancePreference.NONE,
        # No word on where it is kept: with one, the devices of most people would stay silent.
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in kept],
    )
    return options_to_json(options)


def ask_for_a_proof(site: Site, challenge: bytes) -> str:
    """The question that signs in, as JSON. It names nobody: the device knows whose it is."""
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        timeout=SECONDS_TO_ANSWER * 1000,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def what_was_made(site: Site, answer: str, *, challenge: bytes) -> Credential | None:
    """The new passkey, when this answers that question at this site, with a finger or a PIN."""
    try:
        said = parse_registration_credential_json(answer)
        said.response.attestation_object = _without_attestation(said.response.attestation_object)
        made = verify_registration_response(
            credential=said,
            expected_challenge=challenge,
            expected_origin=site.origin,
            expected_rp_id=site.host,
            require_user_verification=True,
        )
    except _NOT_TRUE:
        return None
    if len(made.credential_id) > _LONGEST_ID or made.credential_id != said.raw_id:
        return None
    return Credential(made.credential_id, made.credential_public_key, made.sign_count)


def who_proves(session: Session, site: Site, answer: str, *, challenge: bytes) -> Account | None:
    """Whose device answers that question truly; None for every other answer, whatever is wrong."""
    said = _read(answer)
    passkey = passkey_of_device(session, said.raw_id) if said else None
    if said is None or passkey is None or said.response.user_handle != passkey.user_handle:
        return None
    count = _count_if_true(site, said, passkey, challenge=challenge)
    if count is None or not count_use(session, passkey, sign_count=count):
        return None
    account = session.get_one(Account, passkey.account_id)
    return account if account.active and account.confirmed_at is not None else None


def _read(answer: str) -> AuthenticationCredential | None:
    try:
        return parse_authentication_credential_json(answer)
    except _NOT_TRUE:
        return None


def _count_if_true(
    site: Site, said: AuthenticationCredential, passkey: Passkey, *, challenge: bytes
) -> int | None:
    """How often the device says it was used; None when it did not sign this question here."""
    try:
        proof = verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_origin=site.origin,
            expected_rp_id=site.host,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _NOT_TRUE:
        return None
    return proof.new_sign_count


def _without_attestation(attestation: bytes) -> bytes:
    """The same without what the maker of the device says: it was not asked for, nor is it read."""
    return encode_cbor(
        {"fmt": "none", "attStmt": {}, "authData": parse_cbor(attestation)["authData"]}
    )
