"""Codes from an authenticator app: each works once, and its picture is drawn in the page."""

import io
from typing import cast

import qrcode
from flask import current_app
from flask_security import Totp, UserMixin
from markupsafe import Markup
from passlib.totp import TotpMatch

from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.web.language import told
from mentorship.web.pages import database

_SQUARE = _("A square to scan with an authenticator app")
_QUIET_CELLS = 4


class OnceOnlyTotp(Totp):
    """A code that was used is refused for the rest of its half minute."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        # Two devices that send one code at the same moment come one after the other.
        account = database().get_one(
            Account, cast(Account, user).id, with_for_update=True, populate_existing=True
        )
        return account.totp_counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        cast(Account, user).totp_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The square to scan, as SVG that stands in the page: an image address could not."""
        code = qrcode.QRCode(border=0)
        code.add_data(self.get_totp_uri(username, totp))
        cells = code.get_matrix()
        return drawing(cells)


def drawing(cells: list[list[bool]]) -> Markup:
    """Dark cells on a white sheet, also on a dark page: scanners want it so."""
    path = io.StringIO()
    for y, row in enumerate(cells):
        for x, dark in enumerate(row):
            if dark:
                path.write(f"M{x + _QUIET_CELLS} {y + _QUIET_CELLS}h1v1h-1z")
    size = len(cells) + 2 * _QUIET_CELLS
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" width="240" height="240" role="img"'
        ' aria-label="{label}">'
        '<rect width="{size}" height="{size}" fill="#fff"/>'
        '<path d="{path}" fill="#000" shape-rendering="crispEdges"/></svg>'
    ).format(size=size, path=path.getvalue(), label=told(_SQUARE))


def enrol_at_once(account: Account) -> None:
    """The account has an authenticator and recovery codes without having scanned anything.

    Only the demonstration does this; its first page shows the code of the moment.
    """
    security = current_app.extensions["security"]
    account.tf_primary_method = "authenticator"
    account.tf_totp_secret = security.totp_factory.generate_totp_secret()
    security.mf_recovery_codes_util.create_recovery_codes(account)


def code_of_the_moment(account: Account) -> str:
    """What the account's authenticator shows now; for the demonstration's first page only."""
    factory = current_app.extensions["security"].totp_factory
    return str(factory.generate_totp_password(account.tf_totp_secret))
