"""Who may open which page. A page that does not say so is open to nobody."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mentorship.db import only_reads
from mentorship.models.account import RoleName
from mentorship.web.drafts import keep_what_was_sent
from mentorship.web.session import forget_a_dead_visit, whose_visit_has_ended

View = TypeVar("View", bound=Callable[..., Any])

MB = 1024 * 1024
LARGEST_SHEET = 26 * MB
LARGEST_PASTE = 8 * MB
# Fields of a form, or parts of an address, that name the page to go on to.
_WAYS = ("next", "here")
_LOOKING = ("GET", "HEAD", "OPTIONS")


class Visitor(StrEnum):
    """Whom a page can be open to besides a role."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"


ANYONE, SIGNED_IN = Visitor.ANYONE, Visitor.SIGNED_IN
MENTEE, MENTOR, COORDINATOR = RoleName.MENTEE, RoleName.MENTOR, RoleName.COORDINATOR

# Where a coordinator without a second factor may go: to set it up, or away.
ENROLMENT = frozenset(
    {
        "account.enrol",
        "security.two_factor_setup",
        "security.two_factor_setup_validate",
        "security.two_factor_token_validation",
        "security.mf_recovery_codes",
        "security.verify",
        "security.logout",
    }
)


def open_to(*who: Visitor | RoleName) -> Callable[[View], View]:
    """The page is open to these, and to nobody else. Stands directly below the route."""

    def mark(view: View) -> View:
        view.open_to = frozenset(who)  # type: ignore[attr-defined]  # a mark
        return view

    return mark


def takes_sheets(view: View) -> View:
    """The one kind of page that files can be sent to."""
    view.takes_sheets = True  # type: ignore[attr-defined]  # a mark
    return view


def who_may_open(app: Flask, endpoint: str) -> frozenset[Visitor | RoleName]:
    """Whom this endpoint declares to be open to; empty when it declares nothing."""
    return getattr(app.view_functions[endpoint], "open_to", frozenset())


def close_what_is_not_open(app: Flask) -> None:
    """From now on every request is checked before its view runs."""
    app.before_request(_note_how_it_reads)
    app.before_request(_refuse_what_no_page_is_called)
    app.before_request(_refuse_what_no_page_sends)
    app.before_request(_keep_what_was_typed)
    app.before_request(forget_a_dead_visit)
    app.before_request(_refuse_strangers)
    app.before_request(_refuse_files)
    app.before_request(_refuse_ways_out)
    app.before_request(_refuse_the_uninvited)
    app.teardown_request(_forget_how_it_read)


def _note_how_it_reads() -> None:
    only_reads.set(request.method in _LOOKING)


def _refuse_what_no_page_is_called() -> None:
    # PostgreSQL cannot even look for such a name; after the question mark browsers write plain
    # letters alone, and any others could be read as nothing at all.
    if "\0" in request.path or not request.query_string.isascii():
        abort(404)


def _refuse_what_no_page_sends() -> None:
    # The forms' libraries would read JSON, and trip over lists, numbers and halves of letters.
    if request.is_json:
        abort(415)


def _keep_what_was_typed() -> None:
    if (account := whose_visit_has_ended()) is not None:
        keep_what_was_sent(account)


def _forget_how_it_read(_error: BaseException | None) -> None:
    only_reads.set(False)


def _refuse_strangers() -> None:
    """A form sent from a page that is not ours changes nothing."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in _LOOKING and site not in ("same-origin", "none"):
        abort(400)


def _refuse_files() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_sheets", False):
        request.max_content_length = LARGEST_SHEET
        request.max_form_memory_size = LARGEST_PASTE
    elif request.mimetype == "multipart/form-data":
        abort(415)


def _refuse_ways_out() -> None:
    """Where a page is to lead on to is a plain path of ours, or the request is refused.

    Werkzeug answers a line break in a Location with a fault of the server.
    """
    if not lead_to_ours(request.args, request.form):
        abort(400)


def lead_to_ours(*brought: MultiDict[str, str]) -> bool:
    """True when every page that stands in these, to go on to, is one of ours."""
    named = [path for one in brought for name in _WAYS for path in one.getlist(name)]
    return all(_is_our_path(path) for path in named if path)


def _is_our_path(path: str) -> bool:
    if path.startswith(request.host_url):
        # Before a second step the library names our own page by its whole address.
        path = "/" + path.removeprefix(request.host_url)
    leads_out = path.startswith("//") or "\\" in path
    return path.startswith("/") and path.isprintable() and not leads_out


def _refuse_the_uninvited() -> Response | None:
    if request.endpoint is None:
        return None  # no such page: Flask says so itself
    invited = who_may_open(current_app, request.endpoint)
    if ANYONE in invited:
        return None
    if not current_user.is_authenticated:
        return _to_sign_in() if invited else abort(404)
    if _must_enrol() and request.endpoint not in ENROLMENT:
        return redirect(url_for("account.enrol"))
    # Somebody else's page is not found, never forbidden.
    if SIGNED_IN in invited or invited & current_user.role_names:
        return None
    return abort(404)


def _must_enrol() -> bool:
    return bool(current_user.is_coordinator and not current_user.has_second_factor)


def _to_sign_in() -> Response:
    if request.method in _LOOKING:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return redirect(url_for("security.login", next=page_of_the_form()), code=303)


def page_of_the_form() -> str | None:
    """Where the form stood that was sent, or None when its address shows no page."""
    addresses = current_app.create_url_adapter(request)
    shows = addresses is not None and addresses.test(request.path, method="GET")
    return request.path if shows else None
