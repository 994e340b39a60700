"""What the browser is told with every answer, pages and files alike."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import current_app, request
from werkzeug.wrappers import Response

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_DEVICES = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
EVERY_ANSWER = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in _DEVICES),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}
NOT_KEPT = "no-store"
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def add_headers(response: Response) -> Response:
    """The answer carries every header of the house, and a POST is answered with a 303."""
    response.headers.update(EVERY_ANSWER)
    response.headers["Cache-Control"] = NOT_KEPT
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.set(*HTTPS_ONLY)
    if request.method == "POST" and response.status_code == 302:
        response.status_code = 303
    return response


def on_every_answer(app: WSGIApplication, *, https_only: bool) -> WSGIApplication:
    """The same headers stand on what never reaches our own pages: files, and what is said of them.

    A file holds nothing personal, so how long it is kept is left as it is.
    """
    told = EVERY_ANSWER | (dict([HTTPS_ONLY]) if https_only else {})

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said = {name.casefold() for name, _ in headers}
            missing = [(name, value) for name, value in told.items() if name.casefold() not in said]
            return start_response(status, [*headers, *missing], *more)

        # Any: what WSGI lets a server hand over and give back here has no narrower type.
        return app(environ, start)

    return answer
