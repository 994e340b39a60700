"""Made problems of any size that look like rounds: topics, values, fields, stages, and words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
TOPICS, VALUES, FIELDS, STAGES, WORDS = 30, 14, 40, 10, 96
WIDTH = TOPICS + VALUES + FIELDS + STAGES + WORDS
# How much each part counts, in the order above; the same as a round's own weights.
SHARES = (0.40, 0.15, 0.15, 0.10, 0.20)
# One mentor in so many is at a mentee's own institution.
INSTITUTIONS = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """Two sides, places, and who is at which institution."""

    mentees: Floats
    mentors: Floats
    places: NDArray[np.int64]
    her_institution: NDArray[np.int64]
    their_institution: NDArray[np.int64]

    def may_meet(self, mentees: NDArray[np.int64]) -> NDArray[np.bool_]:
        """The rows of these mentees: nobody meets a mentor of her own institution."""
        return np.asarray(self.her_institution[mentees][:, None] != self.their_institution)

    @property
    def scores(self) -> NDArray[np.float64]:
        """(mentees, mentors) dense; only for sizes at which a dense solver is held against ours."""
        return np.asarray(self.mentees.astype(np.float64) @ self.mentors.astype(np.float64).T)


def a_round(mentees: int, mentors: int, *, seed: int = 0) -> Problem:
    """A problem with about as many places as mentees, one to four for each mentor."""
    random = np.random.default_rng(seed)
    asked, offered = _side(mentees, random, ticks=4), _side(mentors, random, ticks=9)
    return Problem(
        asked,
        offered,
        random.integers(1, 5, mentors),
        random.integers(0, INSTITUTIONS, mentees),
        random.integers(0, INSTITUTIONS, mentors),
    )


def _side(people: int, random: np.random.Generator, *, ticks: int) -> Floats:
    """(people, WIDTH) rows; each part has length one at most, so scores lie from 0 to 1."""
    popular = 1.0 / (1.0 + np.arange(TOPICS))
    parts = [
        _ticked(people, popular, random, ticks=ticks),
        _ticked(people, np.ones(VALUES), random, ticks=4),
        _ticked(people, 1.0 / (1.0 + np.arange(FIELDS)), random, ticks=1),
        _ticked(people, np.ones(STAGES), random, ticks=1),
        _unit(np.abs(random.normal(size=(people, WORDS)))),
    ]
    scaled = [np.sqrt(share) * part for share, part in zip(SHARES, parts, strict=True)]
    return np.concatenate(scaled, axis=1, dtype=np.float32)


def _ticked(
    people: int, weights: NDArray[np.float64], random: np.random.Generator, *, ticks: int
) -> NDArray[np.float64]:
    """Each person's ticks, the popular ones more often (Gumbel top-k), as rows of length one."""
    luck = np.log(weights) + random.gumbel(size=(people, weights.size))
    order = np.argpartition(-luck, ticks - 1, axis=1)[:, :ticks]
    rows = np.zeros((people, weights.size))
    np.put_along_axis(rows, order, 1.0, axis=1)
    return _unit(rows)


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))
