"""PyPI mentor-match on people from standard input; one round, as its own web application scores it.

Run with mentor-match alone on the path: it and PyPI matching are both imported as `matching`.
"""

import json
import operator
import sys
import time

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data
from matching.rules.rule import Disqualify, Equivalent, Grade


def main() -> None:
    people = json.load(sys.stdin)
    began = time.perf_counter()
    mentees = [Mentee(**facts) for facts in people["mentees"]]
    mentors = [Mentor(**facts) for facts in people["mentors"]]
    process_data(mentors, mentees, [_rules(people["points"])])
    seconds = time.perf_counter() - began
    mentor_of = {
        mentee.email: mentee.mentors[0].email if mentee.mentors else None for mentee in mentees
    }
    print(json.dumps({"seconds": seconds, "mentor_of": mentor_of}))


def _rules(points: dict[str, int]) -> list[object]:
    return [
        Disqualify(lambda match: match.mentee.organisation == match.mentor.organisation),
        Disqualify(lambda match: match.mentor.grade - match.mentee.grade not in (1, 2)),
        Grade(2, operator.eq, {True: points["two_grades"], False: 0}),
        Grade(1, operator.eq, {True: points["one_grade"], False: 0}),
        Equivalent("profession", {True: points["profession"], False: 0}),
    ]


if __name__ == "__main__":
    main()
