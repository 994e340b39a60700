"""A first message, ready to send, for two people who were introduced."""

from dataclasses import dataclass
from urllib.parse import quote

from mentorship.intake.names import read_name
from mentorship.services.cards import Card

SUBJECT = "A time to talk?"


@dataclass(frozen=True, slots=True)
class FirstWords:
    """The other person, and a first message to her or him.

    address, message, write  empty until the two are introduced; `write` opens the reader's own
                             mail program with the message in it
    """

    card: Card
    address: str = ""
    message: str = ""
    write: str = ""


def first_words(card: Card, *, address: str | None, own_name: str, message: str) -> FirstWords:
    """What stands on the page of somebody who was introduced; a bare card before that."""
    if not address:
        return FirstWords(card)
    text = message.format(other=read_name(card.name), own=read_name(own_name))
    write = f"mailto:{quote(address, safe='@')}?subject={quote(SUBJECT)}&body={quote(text)}"
    return FirstWords(card, address, text, write)
