"""A browser for a programme that runs in processes of its own: the same one, over a real port."""

from collections.abc import Iterable
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.test import Client
from werkzeug.wrappers import Request

from support.browser import Browser

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_OF_THIS_HOP = ("connection", "keep-alive", "transfer-encoding")
_PATIENCE_SECONDS = 60


class FarBrowser(Browser):
    """One person's browser, at the address where the programme serves."""

    def __init__(self, url: str) -> None:
        self.client = Client(_forward_to(url))
        self.before = lambda: None
        self.page = None


def _forward_to(url: str) -> "WSGIApplication":
    """An application that hands every request on to that address, and its answer back."""
    host = urlsplit(url).netloc

    def ask(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        request = Request(environ)
        there = HTTPConnection(host, timeout=_PATIENCE_SECONDS)
        headers = {name: value for name, value in request.headers if name != "Host"}
        there.request(request.method, environ["REQUEST_URI"], request.get_data(), headers)
        answer = there.getresponse()
        body = answer.read()
        there.close()
        said = [one for one in answer.getheaders() if one[0].lower() not in _OF_THIS_HOP]
        start(f"{answer.status} {answer.reason}", said)
        return [body]

    return ask
