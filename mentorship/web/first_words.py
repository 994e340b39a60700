"""A first message, ready to send, for two people who were introduced."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from mentorship.domain.sentences import sentence as _
from mentorship.intake.names import read_name
from mentorship.services.cards import Card
from mentorship.web.language import told

SUBJECT = _("A time to talk?")
# The name of the other one and the own name → the message.
Message = Callable[[str, str], str]


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


def first_words(card: Card, *, address: str | None, own_name: str, message: Message) -> FirstWords:
    """What stands on the page of somebody who was introduced; a bare card before that.

    The message is in the language of whoever reads the page, and hers to change.
    """
    if not address:
        return FirstWords(card)
    text = str(told(message(read_name(card.name), read_name(own_name))))
    write = f"mailto:{quote(address, safe='@')}?subject={quote(told(SUBJECT))}&body={quote(text)}"
    return FirstWords(card, address, text, write)
