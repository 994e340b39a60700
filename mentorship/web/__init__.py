"""HTTP: parse, ask a service, commit, redirect."""

from flask import Flask, Response
from flask_wtf import CSRFProtect

from mentorship import config
from mentorship.web import (
    access,
    account,
    coordinator,
    headers,
    house,
    language,
    mentee,
    mentor,
    mine,
    public,
)
from mentorship.web import session as visits
from mentorship.web.public import demo, style
from mentorship.web.refusals import say_no_kindly

ROOMS = (public, account, mine, mentee, mentor, coordinator)


def open_pages(app: Flask) -> None:
    """Every page of the programme answers, and every request is checked on its way in and out."""
    access.close_what_is_not_open(app)
    csrf = CSRFProtect(app)
    csrf.exempt(public.leave)
    language.speak(app)
    account.set_up(app)
    visits.watch(app)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    if app.config["DEMO"]:
        app.register_blueprint(demo.blueprint)
    if not config.is_production(app.config):
        app.register_blueprint(style.blueprint)
    _open_files(app)
    say_no_kindly(app)
    app.after_request(headers.add_headers)
    if app.testing:
        house.watch(app)


def _open_files(app: Flask) -> None:
    @access.open_to(access.ANYONE)
    def a_file(filename: str) -> Response:
        return app.send_static_file(filename)

    app.view_functions["static"] = a_file
