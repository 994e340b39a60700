"""Everything of hers deleted now: what goes and what stays, her word, and a page that says so."""

from flask import render_template, session
from werkzeug.wrappers import Response

from mentorship.db import db, scrub
from mentorship.jobs import doorbell, shred_letters, tombstones
from mentorship.services.erasure import erase
from mentorship.web.access import ANYONE, SIGNED_IN, open_to
from mentorship.web.fresh import ask_first, is_fresh
from mentorship.web.looks import ring_for_looks
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import commit, database, now, person, see


@blueprint.get("/delete")
@open_to(SIGNED_IN)
def delete() -> Response | str:
    if not is_fresh():
        return ask_first("mine.delete")
    return render_template("mine/delete.html", on_the_team=person().is_coordinator)


@blueprint.post("/delete")
@open_to(SIGNED_IN)
def delete_now() -> Response:
    if not is_fresh():
        return ask_first("mine.delete")
    erased = erase(database(), person(), tombstones=tombstones(), now=now())
    commit()
    # Her cookie opens nothing any more; it goes too, so that the Back button shows nothing.
    session.clear()
    shred_letters(erased)
    doorbell().letters_wait()
    ring_for_looks()
    db.session.remove()
    scrub(db.engine)
    return see("mine.gone")


@blueprint.get("/gone")
@open_to(ANYONE)
def gone() -> str:
    """The same page for whoever opens it: it does not say whether anything was here."""
    return render_template("mine/gone.html")
