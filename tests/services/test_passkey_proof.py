"""What a device answers is true or it is nothing; no answer breaks anything."""

import json
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from support.make import Make
from support.passkeys import HOME, SEEN, Device, b64, kept_device, raw

from mentorship.models.account import Account, RoleName
from mentorship.models.passkey import Passkey
from mentorship.services.erasure import take_out
from mentorship.services.holding_rows import what_we_hold_in_full
from mentorship.services.passkey_proof import (
    Owner,
    Site,
    ask_for_a_new_one,
    ask_for_a_proof,
    what_was_made,
    who_proves,
)
from mentorship.services.passkeys import Credential, count_use

OURS = Site(origin=HOME, host="localhost")
CHALLENGE = b"c" * 32
NEW = json.loads(ask_for_a_new_one(OURS, CHALLENGE, owner=Owner(b"h" * 32, "Phone"), kept=[]))
PROVE = json.loads(ask_for_a_proof(OURS, CHALLENGE))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
MANY = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture
def her(make: Make) -> Account:
    return make.an_account(RoleName.MENTEE, email="samira@example.org")


@pytest.fixture
def device(her: Account, session: Session, now: datetime) -> Device:
    return kept_device(session, her, now=now)


def test_what_a_device_made_is_kept_as_it_is() -> None:
    device = Device()

    assert what_was_made(OURS, device.make(NEW), challenge=CHALLENGE) == Credential(
        device.credential_id, device.public_key(), 0
    )


def test_a_true_answer_names_her(device: Device, her: Account, session: Session) -> None:
    assert who_proves(session, OURS, device.sign(PROVE), challenge=CHALLENGE) is her


@MANY
@given(
    at=st.integers(0, 400),
    bit=st.integers(0, 7),
    part=st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle"]),
)
def test_one_changed_bit_makes_it_nothing(
    device: Device, session: Session, at: int, bit: int, part: str
) -> None:
    said = json.loads(device.sign(PROVE))
    whole = bytearray(raw(said["response"][part]))
    whole[at % len(whole)] ^= 1 << bit
    said["response"][part] = b64(bytes(whole))

    assert who_proves(session, OURS, json.dumps(said), challenge=CHALLENGE) is None


@MANY
@given(
    instead=ANYTHING,
    part=st.sampled_from(["id", "rawId", "type", "response", "authenticatorAttachment"]),
)
def test_no_answer_breaks_anything(
    device: Device, session: Session, instead: object, part: str
) -> None:
    for good in (device.sign(PROVE), Device().make(NEW)):
        for bad in (
            json.dumps(json.loads(good) | {part: instead}),
            json.dumps(json.loads(good) | {"response": {"clientDataJSON": instead}}),
            json.dumps(instead),
        ):
            true = bad == good or part == "authenticatorAttachment"
            assert true or who_proves(session, OURS, bad, challenge=CHALLENGE) is None
            assert true or what_was_made(OURS, bad, challenge=CHALLENGE) is None


@MANY
@given(junk=st.binary(max_size=120), flags=st.integers(0, 255))
def test_no_bytes_of_a_device_break_anything(junk: bytes, flags: int) -> None:
    made = Device().make(NEW, flags=flags)
    said = json.loads(made)
    said["response"]["attestationObject"] = b64(junk)

    assert what_was_made(OURS, json.dumps(said), challenge=CHALLENGE) is None
    if flags & SEEN != SEEN:
        assert what_was_made(OURS, made, challenge=CHALLENGE) is None


def test_two_that_read_the_same_count_do_not_both_count(device: Device, session: Session) -> None:
    passkey = session.scalars(select(Passkey)).one()

    assert [count_use(session, passkey, sign_count=7) for _ in range(2)] == [True, False]
    assert count_use(session, passkey, sign_count=0) is False


@pytest.mark.parametrize("on_the_team", [True, False])
def test_they_go_with_everything_else(
    device: Device, her: Account, make: Make, session: Session, now: datetime, on_the_team: bool
) -> None:
    if on_the_team:
        her.roles.append(type(her.roles[0])(name=RoleName.COORDINATOR))
    other = kept_device(session, make.an_account(RoleName.MENTOR), now=now)

    take_out(session, [], her, now=now)

    left = session.scalars(select(Passkey)).one()
    assert left.credential_id == other.credential_id
    assert session.scalar(select(func.count()).select_from(Account)) == 1 + on_the_team


def test_what_we_hold_tells_of_them_without_their_bytes(
    device: Device, session: Session, now: datetime
) -> None:
    found = what_we_hold_in_full(session, "samira@example.org", now=now)

    (passkey,) = next(one for one in found if one.table == "passkey").values
    assert (passkey["name"], passkey["credential_id"]) == ("Phone", "(kept, not printed)")
    assert repr(device.credential_id)[2:-1] not in str(found)
