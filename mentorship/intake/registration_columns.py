"""Which columns of a conference's registrations answer what, in the words of ticket shops."""

import re
from collections.abc import Mapping
from enum import StrEnum

from mentorship.intake.sheets import Sheet
from mentorship.intake.text import fold


class Asked(StrEnum):
    """What a registration says that the programme has a use for."""

    ORDER = "order"
    ORDERED_AT = "ordered at"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    NAME = "name"
    EMAIL = "e-mail"
    QUANTITY = "quantity"
    TICKET = "ticket"
    STATUS = "status"
    JOB_TITLE = "job title"
    COMPANY = "company"
    FIELD = "field"
    WISH = "wish"


# Searched in the folded heading; the first that speaks decides.
_SAYS: Mapping[Asked, re.Pattern[str]] = {
    Asked.WISH: re.compile(r"\bmentor(ship|ing|at|ia|ado|s)?\b(?!.*\b(agreement|name|e ?mail)\b)"),
    Asked.ORDERED_AT: re.compile(
        r"\b(order|purchase|booking|registration|registered)\b.*\b(date|time|on|at)\b"
        r"|^fecha( del pedido)?$|^date (de )?commande$|^(created|registered|purchased)( at| on)?$"
    ),
    Asked.ORDER: re.compile(
        r"^(order|booking|pedido|commande|registration|confirmation)"
        r"( ?(no|nr|id|number|code|ref\w*))?$|^(n|no|numero)( o)? de (pedido|commande)$"
    ),
    Asked.FIRST_NAME: re.compile(r"\b(first|given) name\b|^nombre$|^prenom$|\bforename\b"),
    Asked.LAST_NAME: re.compile(r"\b(last|family) name\b|\bsurname\b|^apellidos?$|^nom$"),
    Asked.NAME: re.compile(r"^(attendee|guest|participant|full|your)? ?name$|^nombre completo$"),
    Asked.EMAIL: re.compile(r"\be ?mail\b|\bcorreo\b|\bcourriel\b"),
    Asked.QUANTITY: re.compile(r"\bquantity\b|\bqty\b|^seats$|^tickets$|\bcantidad\b|\bquantite\b"),
    Asked.STATUS: re.compile(r"\bstatus\b|\bestado\b|\bstatut\b|^checked in$"),
    Asked.TICKET: re.compile(
        r"\bticket( type| name| class)?$|\b(tipo de )?entrada$|\btype de billet\b|^pass( type)?$"
    ),
    Asked.JOB_TITLE: re.compile(
        r"\bjob title\b|^(title|position|role|occupation|puesto|cargo|poste|fonction)$"
    ),
    Asked.COMPANY: re.compile(
        r"\b(company|school|organi[sz]ation|employer|institution|hospital|affiliation|empresa"
        r"|universit\w+|entreprise|workplace)\b"
    ),
    Asked.FIELD: re.compile(
        r"\bspecial(i?ty|i?ties)\b|\bfield\b|\bdiscipline\b|\bprofession\b|\bespecialidad\b"
        r"|\bspecialite\b"
    ),
}
# What the person who paid is called; the one who comes may be somebody else.
_BUYERS = re.compile(r"\b(buyer|purchaser|payer|billing|bill to|ordered by|comprador|acheteur)\b")
# Columns that a ticket shop writes and no sign-up form does.
_TICKET_SHOP = (Asked.ORDER, Asked.QUANTITY, Asked.TICKET, Asked.STATUS)
_ATTENDEE_NUMBER = re.compile(r"^(attendee|ticket|barcode|asistente)( (no|nr|id|number))?$")
_ENOUGH_SIGNS = 2


def registration_columns(sheet: Sheet) -> Mapping[Asked, int]:
    """Where each thing stands. A column of the buyer's counts only where the guest has none."""
    columns: dict[Asked, int] = {}
    for buyers in (False, True):
        for at, heading in enumerate(sheet.header):
            words = fold(heading)
            asked = _asked(_BUYERS.sub("", words).strip() if buyers else words)
            if asked is not None and bool(_BUYERS.search(words)) is buyers:
                columns.setdefault(asked, at)
    return columns


def _asked(words: str) -> Asked | None:
    return next((asked for asked, says in _SAYS.items() if says.search(words)), None)


def looks_like_registrations(sheet: Sheet) -> bool:
    """True for the list of a ticket shop: orders, tickets and a status instead of a sign-up."""
    columns = registration_columns(sheet)
    signs = sum(asked in columns for asked in _TICKET_SHOP)
    signs += any(_ATTENDEE_NUMBER.search(fold(heading)) for heading in sheet.header)
    named = columns.keys() & {Asked.EMAIL, Asked.NAME, Asked.FIRST_NAME, Asked.LAST_NAME}
    return signs >= _ENOUGH_SIGNS and bool(named)
