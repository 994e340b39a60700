"""The order of people comes from what they said."""

import os
import subprocess
import sys

from people import a_mentee

from mentorship.domain.people import Dimension, Matters
from mentorship.matching.order import by_content, content_digest

CODE = """
from mentorship.domain.people import Mentee
from mentorship.matching.order import content_digest
print(content_digest(Mentee(key="a", row=1, answers={}, topics=frozenset("abcdefgh"))))
"""


def test_where_a_row_stood_says_nothing() -> None:
    assert content_digest(a_mentee(key="mentee:9", row=9)) == content_digest(a_mentee())


def test_every_answer_counts() -> None:
    changes = [
        {"topics": frozenset({"contract"})},
        {"words": "How?"},
        {"stage": None},
        {"matters": {Dimension.FAITH: Matters.MUST}},
        {"answers": {}},
    ]
    digests = {content_digest(a_mentee(**change)) for change in changes}

    assert len(digests | {content_digest(a_mentee())}) == 6


def test_the_order_is_the_same_from_either_end() -> None:
    people = [a_mentee(email=f"m{n}@example.org") for n in range(20)]

    assert by_content(reversed(people)) == by_content(people)


def test_the_order_is_the_same_in_every_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(digests) == 1
