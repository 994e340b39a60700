"""One mailbox, however a mail programme reads it."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.mailboxes import is_one_mailbox

# Pieces of codes, what a mail programme gives a meaning of its own, and what nobody sees.
CODES = ["=?", "?=", "utf-8?q?", "=40", "=0d=0a", "\r\n", "org"]
PIECES = st.sampled_from([*CODES, *"@.aé'=?_,;:<>()\"\\[ \t\0\u200b\udcff"])
ADDRESSES = st.builds(
    "{}@{}.example.org".format,
    st.lists(PIECES, min_size=1, max_size=8).map("".join),
    st.lists(PIECES, min_size=1, max_size=4).map("".join),
)


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org",
        "first.last+tag@mail.example.org",
        "o'neil@example.org",
        "ñandú@example.org",
        "a@münchen.example.org",
        "x" * 64 + "@example.org",
        "a=b@example.org",
    ],
)
def test_ordinary_addresses_are_one_mailbox(address: str) -> None:
    assert is_one_mailbox(address)


@pytest.mark.parametrize(
    "address",
    [
        "=?utf-8?q??=@example.org",
        "=?utf-8?q?=00?=@",
        "a@=?utf-8?q?example.org?=",
        "a@example.org.",
        ".a@example.org",
        "a..b@example.org",
        "a@example..org",
        "a@example",
        "a\udcff@example.org",
        "a\u200b@example.org",
        "a@example.org\n",
        "a@example.org, b@example.org",
        "",
    ],
)
def test_whatever_could_be_read_otherwise_is_none(address: str) -> None:
    assert not is_one_mailbox(address)


@given(ADDRESSES)
def test_a_mail_programme_reads_the_same_address_and_no_other(address: str) -> None:
    if not is_one_mailbox(address):
        return
    letter = EmailMessage()
    letter["To"] = address
    letter.set_content("Hello")

    arrived = message_from_bytes(bytes(letter), policy=policy.default)
    for read in (letter["To"], arrived["To"]):
        assert [one.addr_spec for one in read.addresses] == [address]
