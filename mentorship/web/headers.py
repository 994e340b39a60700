"""What the browser is told with every answer, pages and files alike."""

from collections.abc import MutableMapping

from flask import request
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_DEVICES = ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
EVERY_ANSWER = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in _DEVICES),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
NOT_KEPT = "no-store"
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000")


def add_headers(response: Response) -> Response:
    """The answer carries every header of the house, and a POST is answered with a 303."""
    response.headers.update(EVERY_ANSWER)
    response.headers["Cache-Control"] = NOT_KEPT
    if request.is_secure:
        response.headers.set(*HTTPS_ONLY)
    if request.method == "POST" and response.status_code == 302:
        response.status_code = 303
    return response


def add_static_headers(headers: Headers | MutableMapping[str, str], _path: str, _url: str) -> None:
    """A file carries the same headers; it holds nothing personal, so it may be kept."""
    for name, value in EVERY_ANSWER.items():
        headers[name] = value
