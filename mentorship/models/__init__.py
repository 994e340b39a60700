"""The tables. Importing the room makes all of them known to the metadata."""

from mentorship.models import (
    account,
    audit,
    check,
    check_in,
    circle,
    consent,
    draft,
    erasure,
    letter,
    match,
    passkey,
    profile,
    round,  # noqa: A004 - the programme's word
    team,
)

__all__ = [
    "account",
    "audit",
    "check",
    "check_in",
    "circle",
    "consent",
    "draft",
    "erasure",
    "letter",
    "match",
    "passkey",
    "profile",
    "round",
    "team",
]
