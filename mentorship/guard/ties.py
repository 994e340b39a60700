"""What binds a person to an institution, and which two bonds must never meet in one pair."""

from dataclasses import dataclass
from enum import StrEnum


class Bond(StrEnum):
    """How somebody stands to an institution."""

    WORKS = "works"
    FORMER = "former"  # worked or trained there, within the years that the policy counts
    COMING = "coming"  # will go there, or is talking to them
    APPLIES = "applies"  # hopes to be chosen there
    JUDGES = "judges"  # decides, examines, advises or testifies for it
    KIN = "kin"  # somebody close to them is there
    AVOIDS = "avoids"  # asked to be kept apart from it
    MENTIONED = "mentioned"  # the words name it, and do not say why


class Decision(StrEnum):
    """What the guard says of two people."""

    ALLOWED = "allowed"
    BLOCKED = "blocked"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Tie:
    """One bond to one institution.

    until    the last year of it, for a bond of the past; None when nobody said
    certain  False when the words leave doubt that this institution is meant
    """

    institution: str
    bond: Bond
    until: int | None = None
    certain: bool = True


def meeting(one: Bond, other: Bond) -> Decision:
    """What follows when these bonds of a mentee and a mentor lead to the same place or system."""
    bonds = {one, other}
    if Bond.AVOIDS in bonds:
        # Even when both keep away from a place: a mentor who has to is bound to it in some way.
        return Decision.ASK if Bond.MENTIONED in bonds else Decision.BLOCKED
    if Bond.MENTIONED in bonds or one == other != Bond.WORKS:
        return Decision.ASK
    if Bond.APPLIES in bonds and bonds & {Bond.WORKS, Bond.FORMER}:
        return Decision.ASK
    return Decision.BLOCKED
