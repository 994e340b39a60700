"""Keeping people apart: candidates found by keys against every pair checked, same people."""

import csv
import time
from collections.abc import Sequence
from unittest.mock import patch

from benchmarks.sign_ups import DEMO, people
from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.domain.policy import Policy
from mentorship.guard import conflicts
from mentorship.guard.facts import Facts, facts_of
from mentorship.guard.institutions import Register, read_register, shipped_register
from mentorship.guard.reasons import Verdict
from mentorship.guard.verdicts import judge

SIZES = ((1_000, 500), (2_000, 1_000), (4_000, 2_000))
_ALL_PAIRS = 300, 150


class _Counted:
    """The exact check, and how often it was asked."""

    times = 0

    def __call__(self, mentee: Facts, mentor: Facts, *, register: Register) -> Verdict:
        self.times += 1
        return judge(mentee, mentor, register=register)


def run() -> None:
    print("\nkeeping apart n mentees and n/2 mentors, at one of 300 institutions or in free words")
    print(
        f"{'n':>6} {'possible':>10} {'checked':>9} {'share':>6} {'found':>8} {'CPU s':>8}", end=""
    )
    print(f" {'ms/person':>9}")
    register = _register()
    for size in SIZES:
        _one(*size, register=register)
    _against_all_pairs(*_ALL_PAIRS, register=register)


def _register() -> Register:
    with (DEMO / "institutions.csv").open(encoding="utf-8-sig", newline="") as file:
        return shipped_register().with_more(read_register(csv.DictReader(file)))


def _one(mentees: int, mentors: int, *, register: Register) -> None:
    asking, offering = _cohort(mentees, mentors)
    counted = _Counted()
    started = time.process_time()
    with patch.object(conflicts, "judge", counted):
        found = conflicts.keep_apart(asking, offering, register=register, policy=Policy())
    seconds = time.process_time() - started
    possible = len(asking) * len(offering)
    print(
        f"{mentees:>6} {possible:>10,} {counted.times:>9,} {counted.times / possible:>6.3f}", end=""
    )
    each = 1000 * seconds / (len(asking) + len(offering))
    print(f" {len(found.blocked_pairs):>8,} {seconds:>8.1f} {each:>9.1f}", flush=True)


def _against_all_pairs(mentees: int, mentors: int, *, register: Register) -> None:
    """The exact check of every pair, of the same few people."""
    asking, offering = _cohort(mentees, mentors)
    started = time.process_time()
    found = conflicts.keep_apart(asking, offering, register=register, policy=Policy())
    between = time.process_time()
    hers, theirs = _facts(asking, register=register), _facts(offering, register=register)
    verdicts = [judge(a, b, register=register) for a in hers for b in theirs]
    ended = time.process_time()
    apart = sum(verdict.decision is not conflicts.Decision.ALLOWED for verdict in verdicts)
    ours, peer = between - started, ended - between
    print(
        f"{mentees} and {mentors} people: {ours:.2f} s for {len(found.blocked_pairs):,} pairs",
        end="",
    )
    print(f" by keys, {peer:.2f} s for {apart:,} by checking all, {ours / peer:.2f} of it")


def _cohort(mentees: int, mentors: int) -> tuple[list[Mentee], list[Mentor]]:
    asking = people(mentees, Side.MENTEE, seed=mentees)
    offering = people(mentors, Side.MENTOR, seed=mentors)
    return (
        [one for one in asking if isinstance(one, Mentee)],
        [one for one in offering if isinstance(one, Mentor)],
    )


def _facts(who: Sequence[Mentee | Mentor], *, register: Register) -> list[Facts]:
    years = Policy().former_years
    return [facts_of(one, register=register, former_years=years, this_year=2026) for one in who]
