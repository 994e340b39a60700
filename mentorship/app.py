"""The only place where the parts meet."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from mentorship import config, db, jobs
from mentorship.models.keys import ring, use_keys_file
from mentorship.models.private_files import leave_no_core
from mentorship.web import open_pages
from mentorship.web.headers import on_every_answer
from mentorship.web.uploads import HeldInMemory

_PACKAGE = Path(__file__).parent
_A_DAY = 86400
# WhiteNoise names the letters of text alone; a drawing is written in letters too.
_KINDS_OF_FILES = {
    ".svg": "image/svg+xml; charset=utf-8",
    ".license": "text/plain",
    "license": "text/plain",
}


def utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    overrides: Mapping[str, Any] | None = None,
    *,
    instance: Path | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Flask:
    """The programme, ready to serve. Raises Refused when a production would be unsafe."""
    leave_no_core()
    app = Flask(
        __name__,
        instance_path=str((instance or config.instance_folder()).absolute()),
        template_folder=str(_inside_or_beside("templates")),
        static_folder=str(_inside_or_beside("static")),
    )
    config.load(app.config, instance=Path(app.instance_path), overrides=overrides or {})
    logging.getLogger("mentorship").setLevel(str(app.config["LOG_LEVEL"]).upper())
    config.refuse_unsafe(app.config, now=clock())
    use_keys_file(Path(app.config["KEYS_FILE"]))
    # For migrations, which may name nothing of ours that could move.
    app.extensions["ring"] = ring
    app.extensions["clock"] = clock
    app.request_class = HeldInMemory
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.attach(app)
    jobs.attach(app)
    open_pages(app)
    _stand_in_front(app)
    return app


def _inside_or_beside(folder: str) -> Path:
    """In a wheel the folder lies within the package, in a checkout beside it."""
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def _stand_in_front(app: Flask) -> None:
    files = WhiteNoise(
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        autorefresh=not config.is_production(app.config),
        max_age=_A_DAY if config.is_production(app.config) else 0,
        allow_all_origins=False,
        mimetypes=_KINDS_OF_FILES,
    )
    # What stands in front of an app takes the place of this method: so Flask has it.
    answers = on_every_answer(files, https_only=app.config["SESSION_COOKIE_SECURE"])
    app.wsgi_app = answers  # type: ignore[assignment, method-assign]
    if hops := app.config["PROXY_HOPS"]:
        app.wsgi_app = ProxyFix(answers, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
