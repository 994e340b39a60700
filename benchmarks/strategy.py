"""What it brings a mentee to shut out everybody but her favourites, and what stability would cost.

Wishes are scores; only safety is a hard rule. Whoever turns wishes into rules is tried here, one
mentee at a time and everybody else unchanged, on 400 mentees and 200 mentors with answers dealt
from the demonstration's sheets.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks import sign_ups
from mentorship.domain.people import Dimension, Matters, Mentee, Mentor, Side
from mentorship.domain.policy import Policy
from mentorship.matching.assignment import solve
from mentorship.matching.choice.strategy import Enough
from mentorship.matching.choice.swap_ideas import NOBODY, Pairs, stable_pairs, swap_ideas
from mentorship.matching.fairness.price_of_fairness import (
    prices_of,
    thin_profiles,
    ways_to_choose,
)
from mentorship.matching.gates import Apart, gates
from mentorship.matching.identity import RELATED_TOPICS, comparable_labels, shares
from mentorship.matching.objective import balanced, best_of
from mentorship.matching.scores import scores

MENTEES, MENTORS = 400, 200
# Of these mentees so many find enough places for everybody.
FEWER = 260
SEED = 0
# So many mentees try each trick, drawn by seed.
TRY = 80
# Less than this is a tie that fell another way.
NOTICEABLE = 0.001

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Round:
    """Scores, rules and places of one round."""

    scores: Floats
    may_meet: NDArray[np.bool_]
    places: Integers

    def first(self, mentees: int, mentors: int) -> "Round":
        """A smaller programme of the same kind."""
        part = np.s_[:mentees, :mentors]
        return Round(self.scores[part], self.may_meet[part], self.places[:mentors])

    def favourites(self, mentee: int) -> Integers:
        """Whom she may meet and who has a place, her best first."""
        hers = np.flatnonzero(self.may_meet[mentee] & (self.places > 0))
        return hers[np.argsort(-self.scores[mentee, hers], kind="stable")]


Choose = Callable[[Round], Integers]
Trick = Callable[[Round, int], Round]


def run() -> None:
    mentees, mentors = _people()
    cohort = _round(mentees, mentors)
    _print_tricks(cohort, mentees, mentors)
    _print_sizes(cohort)
    _print_stability(cohort)
    _print_prices(cohort, mentees)


def _people() -> tuple[list[Mentee], list[Mentor]]:
    asking = sign_ups.people(MENTEES, Side.MENTEE, seed=SEED)
    offering = sign_ups.people(MENTORS, Side.MENTOR, seed=SEED + 1)
    return (
        [person for person in asking if isinstance(person, Mentee)],
        [person for person in offering if isinstance(person, Mentor)],
    )


def _round(mentees: list[Mentee], mentors: list[Mentor]) -> Round:
    """Everybody's musts count as wishes, so that nobody has used the trick already."""
    policy = Policy(honour_must=False)
    return Round(
        scores(mentees, mentors, policy=policy).all(),
        gates(mentees, mentors, policy=policy, apart=Apart(())).may_meet(),
        np.array([min(m.capacity or 0, policy.most_places_per_mentor) for m in mentors]),
    )


def by_total(of: Round) -> Integers:
    """As many pairs as possible, then the greatest sum of scores."""
    return solve(of.scores, np.eye(of.places.size), of.places, of.may_meet, seed=SEED).mentor_of


def by_the_programme(of: Round) -> Integers:
    """As many pairs as possible, then who goes first, then the worst-off, then balanced shares.

    Equal to what a run does (objective.py), on ready scores.
    """
    best = best_of(of.scores, of.may_meet & (of.places > 0))
    part = of.scores / np.where(best > 0, best, 1.0)[:, None]
    return solve(
        part,
        np.eye(of.places.size),
        of.places,
        of.may_meet,
        priority=who_goes_first(len(part)),
        floor="best",
        utility=balanced,
        seed=SEED,
    ).mentor_of


def who_goes_first(mentees: int) -> Integers:
    """Nobody has waited before: a random order."""
    return np.random.default_rng(SEED).permutation(mentees)


def accepting_only(left: int) -> Trick:
    """She shuts out everybody but her best `left`."""

    def shut_out(of: Round, mentee: int) -> Round:
        may_meet = of.may_meet.copy()
        may_meet[mentee] = False
        may_meet[mentee, of.favourites(mentee)[:left]] = True
        return replace(of, may_meet=may_meet)

    return shut_out


def as_scored(wished: Floats) -> Trick:
    """Her scores become those of the row in `wished`; nobody is shut out."""

    def wish(of: Round, mentee: int) -> Round:
        table = of.scores.copy()
        table[mentee] = wished[mentee]
        return replace(of, scores=table)

    return wish


@dataclass(frozen=True)
class Tried:
    """Shares of those who tried: who gains, who loses, who ends without anybody.

    mean  change of the score of their pairs, on average, in hundredths
    """

    gain: float
    lose: float
    alone: float
    mean: float


def tried(of: Round, choose: Choose, trick: Trick) -> Tried:
    """What a trick brings, in the scores that she truly has."""
    chance = np.random.default_rng(SEED)
    able = [mentee for mentee in range(len(of.scores)) if of.favourites(mentee).size > 1]
    who = chance.choice(able, min(TRY, len(able)), replace=False)
    honest = choose(of)
    before = np.array([_worth(of, honest, mentee) for mentee in who])
    after = np.array([_worth(of, choose(trick(of, mentee)), mentee) for mentee in who])
    return Tried(
        float((after > before + NOTICEABLE).mean()),
        float((after < before - NOTICEABLE).mean()),
        float(((after == 0) & (before > 0)).mean()),
        float(100 * (after - before).mean()),
    )


def _worth(of: Round, mentor_of: Integers, mentee: int) -> float:
    mentor = mentor_of[mentee]
    return 0.0 if mentor == NOBODY else float(of.scores[mentee, mentor])


def wishing_for_her_favourite(of: Round, mentees: list[Mentee], mentors: list[Mentor]) -> Floats:
    """(mentees, mentors) scores when she says that all that she shares with her favourite helps."""
    asking = [
        replace(mentee, matters=_all_shared(mentee, mentors[of.favourites(index)[0]]))
        if of.favourites(index).size
        else mentee
        for index, mentee in enumerate(mentees)
    ]
    return scores(asking, mentors, policy=Policy(honour_must=False)).all()


def _all_shared(mentee: Mentee, mentor: Mentor) -> dict[Dimension, Matters]:
    shared = (
        dimension
        for dimension in Dimension
        if mentor.topics & RELATED_TOPICS[dimension]
        or shares(
            dimension, comparable_labels(mentee, dimension), comparable_labels(mentor, dimension)
        )
    )
    return dict.fromkeys(shared, Matters.HELPS)


def _lifted(of: Round) -> Floats:
    """Scores with everybody's favourite at one: more than any answer could do."""
    table = of.scores.copy()
    for mentee in range(len(table)):
        table[mentee, of.favourites(mentee)[:1]] = 1.0
    return table


def _print_tricks(of: Round, mentees: list[Mentee], mentors: list[Mentor]) -> None:
    few = of.first(FEWER, MENTORS)
    print(f"\nOne mentee bends her answers, {TRY} tried one by one; {of.places.sum()} places")
    heads = (f"greatest total, {MENTEES}", f"our objective, {MENTEES}", f"our objective, {FEWER}")
    print(f"{'':34}" + "".join(f"{head:^30}" for head in heads))
    print(f"{'':34}" + f"{'gains':>7}{'loses':>7}{'alone':>7}{'mean':>7}  " * len(heads))
    tricks: Iterable[tuple[str, Trick]] = (
        ("accepts a single mentor", accepting_only(1)),
        ("accepts two", accepting_only(2)),
        ("accepts five", accepting_only(5)),
        ("accepts ten", accepting_only(10)),
        ("wishes for all her favourite is", _wishing(of, mentees, mentors)),
        ("(her favourite's score made 1)", as_scored(_lifted(of))),
    )
    for name, trick in tricks:
        found = (
            tried(of, by_total, trick),
            tried(of, by_the_programme, trick),
            tried(few, by_the_programme, trick),
        )
        print(f"{name:34}" + "".join(map(_row, found)))


def _wishing(of: Round, mentees: list[Mentee], mentors: list[Mentor]) -> Trick:
    return as_scored(wishing_for_her_favourite(of, mentees, mentors))


def _row(of: Tried) -> str:
    shares_ = "".join(f"{share:>7.0%}" for share in (of.gain, of.lose, of.alone))
    return f"{shares_}{of.mean:>+7.1f}  "


def _print_sizes(of: Round) -> None:
    print("\nGains by size of the programme, our objective, by how many mentors she accepts")
    print(f"{'mentees':>8}{'mentors':>8}{'one':>8}{'our rule':>20}{'ten':>8}")
    for mentees, mentors in ((40, 20), (60, 30), (120, 60), (400, 200)):
        part = of.first(mentees, mentors)
        rule = Enough().of(mentors)
        one, ruled, ten = (
            tried(part, by_the_programme, accepting_only(left)).gain for left in (1, rule, 10)
        )
        print(f"{mentees:>8}{mentors:>8}{one:>8.0%}{ruled:>10.0%} ({rule:>2} left){ten:>8.0%}")


def _print_stability(of: Round) -> None:
    print("\nSwaps that both would like by more than .05, and what it costs to leave none")
    print(f"{'':26} {'pairs':>6} {'total':>8} {'mentees with an idea':>21}")
    stable = stable_pairs(of.scores, of.may_meet, of.places)
    for name, mentor_of in (
        ("greatest total", by_total(of)),
        ("the programme's own", by_the_programme(of)),
        ("stable", stable),
    ):
        paired = np.flatnonzero(mentor_of != NOBODY)
        total = of.scores[paired, mentor_of[paired]].sum()
        ideas = swap_ideas(Pairs(of.scores, of.may_meet, of.places, mentor_of))
        print(f"{name:26} {paired.size:>6} {total:>8.2f} {ideas.share_of_mentees:>21.1%}")


def _print_prices(of: Round, mentees: list[Mentee]) -> None:
    print("\nThe price of fairness")
    thin = thin_profiles(mentees)
    first = who_goes_first(len(mentees))
    ways = ways_to_choose(of.scores, of.may_meet, of.places, priority=first, seed=SEED)
    for price in prices_of(ways, thin):
        print(price.sentence())


if __name__ == "__main__":
    run()
