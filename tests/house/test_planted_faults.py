"""The list of faults that `make deep` plants: it has to fit what stands in the tree today."""

import ast
from collections import Counter
from pathlib import Path

from deep.plant import TREE, Fault, Kind, planted, read_faults

FAULTS = read_faults()
# Each of these would be a promise without a proof.
FEWEST = 36
FEWEST_OF_A_KIND = 3


def test_the_list_is_long_enough_and_of_every_kind() -> None:
    kinds = Counter(fault.kind for fault in FAULTS)

    assert len(FAULTS) >= FEWEST
    assert {kind for kind in Kind if kinds[kind] < FEWEST_OF_A_KIND} == set()


def test_each_fault_is_planted_once_and_stands_with_its_kind() -> None:
    names = [fault.name for fault in FAULTS]
    changes = [(fault.file, fault.find, fault.replace) for fault in FAULTS]
    kinds = [fault.kind for fault in FAULTS]

    assert len(set(names)) == len(names)
    assert len(set(changes)) == len(changes)
    assert kinds == sorted(kinds, key=list(Kind).index)


def test_what_is_to_be_forgotten_stands_there_exactly_once() -> None:
    assert [fault.name for fault in FAULTS if not fault.fits(TREE)] == []


def test_a_file_with_its_fault_can_still_be_read() -> None:
    for fault in FAULTS:
        if fault.file.endswith(".py"):
            ast.parse((TREE / fault.file).read_text("utf-8").replace(fault.find, fault.replace))


def test_the_tests_that_have_to_notice_it_are_there() -> None:
    named = {test for fault in FAULTS for test in fault.tests}

    assert all(fault.tests for fault in FAULTS)
    assert sorted(test for test in named if not _is_there(test)) == []


def _is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    if not (TREE / file).is_file():
        return False
    tree = ast.parse((TREE / file).read_text(encoding="utf-8"))
    return not name or name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_a_fault_whose_words_are_gone_or_stand_twice_does_not_fit(tmp_path: Path) -> None:
    fault = Fault("", Kind.CONFIG, "one.py", find="if so:", replace="if not so:", tests=())
    texts = ("if so:", "if it was so:", "if so:\nif so:")

    fits = []
    for text in texts:
        (tmp_path / "one.py").write_text(text)
        fits.append(fault.fits(tmp_path))

    assert fits == [True, False, False]
    assert not fault.fits(tmp_path / "nowhere")


def test_the_copy_is_as_it_was_once_the_fault_is_taken_out(tmp_path: Path) -> None:
    fault = Fault("", Kind.CONFIG, "one.py", find="so", replace="not so", tests=())
    (tmp_path / "one.py").write_text("it is so")

    with planted(fault, tmp_path):
        inside = (tmp_path / "one.py").read_text()

    assert (inside, (tmp_path / "one.py").read_text()) == ("it is not so", "it is so")
