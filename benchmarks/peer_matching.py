"""PyPI matching (deferred acceptance) on preferences from standard input.

Run with it alone on the path: it and PyPI mentor-match are both imported as `matching`.
"""

import json
import sys
import threading
import time
import warnings

from matching.games import HospitalResident


def main() -> None:
    game = json.load(sys.stdin)
    # It warns of everybody who has nobody acceptable; that is what is being measured.
    warnings.simplefilter("ignore")
    began = time.perf_counter()
    solved = HospitalResident.create_from_dictionaries(
        game["mentees"], game["mentors"], game["places"], clean=True
    ).solve()
    seconds = time.perf_counter() - began
    mentor_of = {str(her.name): str(mentor.name) for mentor, hers in solved.items() for her in hers}
    print(json.dumps({"seconds": seconds, "mentor_of": mentor_of}))


if __name__ == "__main__":
    # It copies its players one inside the other, which needs a deep stack from 200 people on.
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(1 << 30)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
