"""Pages for everybody: the start, help, and the way out."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import text
from werkzeug.wrappers import Response

from mentorship.web.access import ANYONE, open_to
from mentorship.web.drafts import keep, keeps_any_draft, typed_here
from mentorship.web.language import read_in, reading
from mentorship.web.pages import commit, database, now, person
from mentorship.web.session import is_alive
from mentorship.web.session import leave as end_visit

blueprint = Blueprint("public", __name__)

_PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
# Whoever finds an older copy of the notice asks for it again.
_NOTICE_LASTS = timedelta(days=180)


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
@keeps_any_draft
def leave() -> Response:
    # No token is asked for here: leaving has to work from a page that stood open for hours.
    leaving = person() if current_user.is_authenticated else None
    # What she was writing comes along, and only with its token.
    typed = typed_here()
    end_visit()
    if leaving is not None:
        keep(leaving, typed)
    return redirect(url_for("public.elsewhere"), code=303)


@blueprint.post("/language")
@open_to(ANYONE)
@keeps_any_draft
def choose_language() -> Response:
    """She goes on reading where she was, and what she was writing stands there again."""
    read_in(request.form.get("read_in", ""))
    if current_user.is_authenticated:
        keep(person(), typed_here())
        if not person().is_coordinator:
            person().language = reading().code
        commit()
    return redirect(request.form.get("here") or url_for("public.home"), code=303)


@blueprint.get("/programs")
@open_to(ANYONE)
def elsewhere() -> str:
    """A page that says nothing, for whoever looks over her shoulder."""
    return render_template("public/elsewhere.html")


@blueprint.get("/awake")
@open_to(ANYONE)
def awake() -> tuple[str, int, dict[str, str]]:
    """Whether the visit goes on; a page that was touched asks."""
    return "yes" if is_alive() else "no", 200, _PLAIN


@blueprint.get("/health")
@open_to(ANYONE)
def health() -> tuple[str, int, dict[str, str]]:
    database().execute(text("SELECT 1"))
    return "ok\n", 200, _PLAIN


@blueprint.get("/robots.txt")
@open_to(ANYONE)
def robots() -> tuple[str, int, dict[str, str]]:
    """Nothing here is for a list of search results."""
    return "User-agent: *\nDisallow: /\n", 200, _PLAIN


@blueprint.get("/.well-known/security.txt")
@open_to(ANYONE)
def where_weaknesses_go() -> tuple[str, int, dict[str, str]]:
    """Whom to tell of a weakness (RFC 9116); there is no such page where nobody is named."""
    to = current_app.config["WEAKNESSES_TO"] or abort(404)
    contact = to if ":" in to else f"mailto:{to}"
    until = (now() + _NOTICE_LASTS).strftime("%Y-%m-%dT00:00:00Z")
    here = url_for("public.where_weaknesses_go", _external=True)
    lines = (f"Contact: {contact}", f"Expires: {until}", "Preferred-Languages: en")
    return "\n".join([*lines, f"Canonical: {here}", ""]), 200, _PLAIN


@blueprint.get("/favicon.ico")
@open_to(ANYONE)
def favicon() -> Response:
    return cast(Response, current_app.send_static_file("favicon.ico"))
