"""A sheet is never put down in clear while it is received: a deleted file can still be found."""

import resource
import tempfile
from pathlib import Path

import pytest
from flask import Flask
from support.desk import Desk, a_sheet
from support.sheets import HER_ROW

from mentorship.domain.people import Side

# A megabyte of empty lines; libraries put down what is larger than half of it.
MUCH = (b" " * 1023 + b"\n") * 1024


def as_a_browser_sends_it(token: str, sheet: bytes) -> bytes:
    """Written by hand: the library's own browser would make a temporary file for it."""
    about = b'--cut\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    fields = about % (b"csrf_token", b"", token.encode())
    fields += about % (b"pasted_kind", b"", b"mentees")
    return fields + about % (b"mentees", b'; filename="sheet.csv"', sheet) + b"--cut--\r\n"


def test_a_large_sheet_is_received_without_a_temporary_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = a_sheet(Side.MENTEE, HER_ROW) + MUCH
    sent = as_a_browser_sends_it(desk.browser.token(), sheet)
    # Whoever wanted to make a temporary file would find no place for it.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    kind = "multipart/form-data; boundary=cut"
    answer = desk.browser.raw("POST", f"{desk.url}/bring-in", data=sent, content_type=kind)

    assert answer.status_code == 303
    assert "nothing is brought in yet" in desk.browser.get(answer.headers["Location"]).h1


def test_a_crash_writes_no_picture_of_the_memory(app: Flask) -> None:
    """Whoever serves, works or computes makes the app first."""
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
