"""The scan for canaries finds every shape that it knows; or its silence would say nothing."""

import gzip
import zlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from support.scanner import PACKED, SHAPES, find

WORD = "Quillfeather-of-her-answers-Nightjär"
AROUND = ["", "a", "ab", "Her faith: ", "é"]


def test_there_are_more_shapes_than_twelve() -> None:
    assert len(SHAPES) + len(PACKED) > 24


@pytest.mark.parametrize("shape", SHAPES)
def test_a_word_is_found_in_this_shape(tmp_path: Path, shape: str) -> None:
    (tmp_path / "planted").write_bytes(b"\x00\x9c" + SHAPES[shape](WORD) + b"and more\xff")

    assert ("planted", WORD, shape) in found_in(tmp_path)


@pytest.mark.parametrize("before", AROUND)
@pytest.mark.parametrize("after", AROUND)
def test_a_word_is_found_within_other_words_in_base64(
    tmp_path: Path, before: str, after: str
) -> None:
    """As a library would have written it, and not as the scanner imagines it."""
    (tmp_path / "planted").write_bytes(b64encode(f"{before}{WORD}{after}".encode()))

    assert {shape[:9] for _, _, shape in found_in(tmp_path)} == {"base64 at", "base64 fo"}


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress], ids=PACKED)
@pytest.mark.parametrize("shape", ["utf-8", "utf-16le", "json", "base64 at 1"])
def test_a_word_is_found_in_what_was_packed_twice(
    tmp_path: Path, pack: Callable[[bytes], bytes], shape: str
) -> None:
    inner = pack(b"first " + SHAPES[shape](WORD) * 3)
    (tmp_path / "planted").write_bytes(b"some bytes before" + pack(b"more" + inner) + b"after")

    assert ("planted", WORD, shape) in found_in(tmp_path)


def test_other_words_and_encrypted_ones_are_not_found(tmp_path: Path) -> None:
    (tmp_path / "harmless").write_bytes(b"Quillfeather-of-her-answers-Nightja" + bytes(range(256)))

    assert found_in(tmp_path) == []


def found_in(folder: Path) -> list[tuple[str, str, str]]:
    found = find(folder.iterdir(), [WORD, "Another-Word-of-Ours"])
    return [(one.file, one.word, one.shape) for one in found]
