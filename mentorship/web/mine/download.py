"""Everything that is held about her, to take with her: one file, put together when she asks."""

import io
import json
import zipfile
from collections.abc import Sequence

from flask import Response as FlaskResponse
from flask import render_template
from werkzeug.wrappers import Response

from mentorship.models.audit import Verb
from mentorship.models.base import new_handle
from mentorship.services.audit import record
from mentorship.services.holdings import Part, everything_about
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.fresh import ask_first, is_fresh
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import commit, database, now, person

# The same file for the same things: a moment within it would tell two copies apart.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@blueprint.get("/download")
@open_to(SIGNED_IN)
def download() -> Response | str:
    if not is_fresh():
        return ask_first("mine.download")
    return render_template("mine/download.html")


@blueprint.post("/download")
@open_to(SIGNED_IN)
def take_with_me() -> Response:
    if not is_fresh():
        return ask_first("mine.download")
    packed = _packed(everything_about(database(), person()))
    record(database(), by=person(), verb=Verb.OWN_DOWNLOAD, subject=new_handle(), now=now())
    commit()
    return FlaskResponse(
        packed,
        mimetype="application/zip",
        headers={"Content-Disposition": 'attachment; filename="yours.zip"'},
    )


def _packed(parts: Sequence[Part]) -> bytes:
    """The same twice: a page to read, and a file for another program."""
    as_json = {"parts": [{"title": part.title, "lines": list(part.lines)} for part in parts]}
    files = {
        "yours.html": render_template("mine/file.html", parts=parts),
        "yours.json": json.dumps(as_json, ensure_ascii=False, indent=2) + "\n",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return packed.getvalue()
