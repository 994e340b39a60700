"""Passes over all permitted pairs in blocks of mentees, on one worker or on many.

The blocks, and the arithmetic within one, are the same whatever the number of workers, so the
outcome is too. Anything that joblib.parallel_config names (threads, processes, Dask) will do.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeVar

import numpy as np
from joblib import Parallel, delayed, effective_n_jobs
from threadpoolctl import ThreadpoolController

from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.assignment.scored import Real, Scored

# A worker's share; within it, rows × columns of one tile, small enough for the processor's cache.
MENTEES_PER_TASK = 2048
MENTEES_PER_TILE = 256
MENTORS_PER_TILE = 2048
# No more blocks than this are done sooner than workers are called together.
FEW_BLOCKS = 4
# As many truths of one byte are looked at as one whole number.
EIGHT = 8

Outcome = TypeVar("Outcome")


def over_all(
    work: Callable[[Integers], Outcome], mentees: Integers, *, n_jobs: int | None
) -> list[Outcome]:
    """What the work says of each block of these mentees, in their order.

    n_jobs  as joblib means it; None is what joblib.parallel_config says, else all processors
    """
    tiles = -(-mentees.size // (8 * MENTEES_PER_TILE))
    step = min(MENTEES_PER_TASK, max(1, tiles) * MENTEES_PER_TILE)
    blocks = [mentees[at : at + step] for at in range(0, mentees.size, step)]
    if len(blocks) <= FEW_BLOCKS:
        return [_alone(work, block) for block in blocks]
    # One thread for each product: several would round differently from one.
    with _controller().limit(limits=1, user_api="blas"):
        if n_jobs is None and effective_n_jobs(None) == 1:
            # Nobody asked for workers of a kind. joblib looks for results a hundred times a
            # second, which is longer than a small problem takes.
            with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads:
                return list(threads.map(partial(_alone, work), blocks))
        workers = Parallel(n_jobs=n_jobs, prefer="threads")
        return list(workers(delayed(_alone)(work, block) for block in blocks))


def _alone(work: Callable[[Integers], Outcome], block: Integers) -> Outcome:
    """The same within a worker process, whose products have threads of their own."""
    with _controller().limit(limits=1, user_api="blas"):
        return work(block)


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def groups(mentees: Integers) -> Iterator[Integers]:
    """These mentees, as many at a time as a tile holds."""
    for at in range(0, mentees.size, MENTEES_PER_TILE):
        yield mentees[at : at + MENTEES_PER_TILE]


@dataclass(frozen=True, slots=True)
class Hits:
    """Places in a block and what stood there: row and column of the block, value of the tile."""

    rows: Integers
    columns: Integers
    values: Real


Beats = Callable[[Real, slice], Mask]


def hits(scored: Scored, rows: Real, *, allowed: Mask, beats: Beats) -> Hits:
    """The permitted pairs of some mentees that beat what they have to.

    rows  what `scored` needs to know of these mentees
    """
    memory = np.empty(len(rows) * min(MENTORS_PER_TILE, scored.mentors), dtype=np.float32)
    found = []
    for columns in _tiles(scored.mentors):
        width = columns.stop - columns.start
        into = memory[: len(rows) * width].reshape(len(rows), width)
        tile = scored.tile(rows, columns, into)
        found.append(_hits_of_tile(tile, columns, allowed=allowed, beats=beats))
    return Hits(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _tiles(mentors: int) -> Iterator[slice]:
    for at in range(0, mentors, MENTORS_PER_TILE):
        yield slice(at, min(at + MENTORS_PER_TILE, mentors))


def _hits_of_tile(
    tile: Real, columns: slice, *, allowed: Mask, beats: Beats
) -> tuple[Integers, Integers, Real]:
    hit = beats(tile, columns)
    hit &= allowed[:, columns]
    at = _where(hit)
    rows = at // tile.shape[1]
    within = at - rows * tile.shape[1]
    return rows, within + columns.start, tile[rows, within]


def _where(hit: Mask) -> Integers:
    """The flat places that are True, where hardly any is: eight at a time are passed over."""
    flat = np.ascontiguousarray(hit).reshape(-1)
    even = flat.size - flat.size % EIGHT
    eights = flat[:even].view(np.uint64)
    at = np.flatnonzero(eights != 0)
    within = np.flatnonzero(eights[at].view(np.bool_))
    places = at[within // EIGHT] * EIGHT + within % EIGHT
    return np.concatenate([places, even + np.flatnonzero(flat[even:])])


def in_precision_of(tile: Real, limits: Real) -> Real:
    """These limits in the precision of the tile, never greater than they were."""
    if limits.dtype == tile.dtype:
        return limits
    return np.asarray(np.nextafter(limits.astype(tile.dtype), -np.inf, dtype=tile.dtype))


def rank_within(groups: Integers) -> Integers:
    """(items,) how many of the same group stand before each; the groups stand in rising order."""
    if groups.size == 0:
        return np.zeros(0, dtype=np.int64)
    new = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    return np.asarray(np.arange(groups.size) - np.repeat(new, np.diff(np.r_[new, groups.size])))
