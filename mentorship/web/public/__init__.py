"""Pages for everybody: the start, help, and the way out."""

from typing import cast

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy import text
from werkzeug.wrappers import Response

from mentorship.web.access import ANYONE, open_to
from mentorship.web.pages import database
from mentorship.web.session import is_alive
from mentorship.web.session import leave as end_visit

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@open_to(ANYONE)
def home() -> Response | str:
    if current_user.is_authenticated:
        return redirect(url_for("account.home"))
    if current_app.config["DEMO"]:
        return redirect(url_for("demo.start"))
    return render_template("public/home.html")


@blueprint.get("/help")
@open_to(ANYONE)
def help_page() -> str:
    return render_template("public/help.html")


@blueprint.post("/leave")
@open_to(ANYONE)
def leave() -> Response:
    # No token is asked for here: leaving has to work from a page that stood open for hours.
    end_visit()
    return redirect(url_for("public.elsewhere"), code=303)


@blueprint.get("/programs")
@open_to(ANYONE)
def elsewhere() -> str:
    """A page that says nothing, for whoever looks over her shoulder."""
    return render_template("public/elsewhere.html")


@blueprint.get("/awake")
@open_to(ANYONE)
def awake() -> tuple[str, int, dict[str, str]]:
    """Whether the visit goes on; a page that was touched asks."""
    return "yes" if is_alive() else "no", 200, {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/health")
@open_to(ANYONE)
def health() -> tuple[str, int, dict[str, str]]:
    database().execute(text("SELECT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/favicon.ico")
@open_to(ANYONE)
def favicon() -> Response:
    return cast(Response, current_app.send_static_file("favicon.ico"))
