"""Pages around an account that are our own: where to go first, and what can be changed."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mentorship.models.account import RoleName
from mentorship.web.access import ANYONE, SIGNED_IN, open_to
from mentorship.web.pages import person

# For somebody who is more than one of these: the way to each of her pages.
OWN_PAGES = (
    (RoleName.MENTEE, "mentee.home", "My pages as somebody who asks"),
    (RoleName.MENTOR, "mentor.home", "My pages as somebody who offers"),
    (RoleName.COORDINATOR, "coordinator.rounds", "The pages of the team"),
)

blueprint = Blueprint("account", __name__, url_prefix="/account")

# Somebody with several roles begins with the first of these.
FIRST_PAGES = {
    RoleName.COORDINATOR: "coordinator.rounds",
    RoleName.MENTEE: "mentee.home",
    RoleName.MENTOR: "mentor.home",
}


@blueprint.get("/")
@open_to(SIGNED_IN)
def home() -> Response:
    for role, endpoint in FIRST_PAGES.items():
        if role in person().role_names:
            return redirect(url_for(endpoint))
    return redirect(url_for("account.settings"))


@blueprint.get("/settings")
@open_to(SIGNED_IN)
def settings() -> str:
    return render_template("account/settings.html", person=person(), own_pages=OWN_PAGES)


@blueprint.get("/enrol")
@open_to(SIGNED_IN)
def enrol() -> Response:
    """The next step towards a second factor, or on, when both steps are done."""
    if not person().tf_primary_method:
        return redirect(url_for("security.two_factor_setup"))
    if not person().mf_recovery_codes:
        return redirect(url_for("security.mf_recovery_codes"))
    return redirect(url_for("account.home"))


@blueprint.get("/letter-sent")
@open_to(ANYONE)
def letter_sent() -> str:
    return render_template("account/letter_sent.html")
