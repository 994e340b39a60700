"""Passes over all permitted pairs in blocks of mentees, on one worker or on many.

The blocks, and the arithmetic within one, are the same whatever the number of workers, so the
outcome is too. Anything that joblib.parallel_config names (threads, processes, Dask) will do.
"""

import math
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TypeVar

import numpy as np
from joblib import Parallel, delayed, effective_n_jobs
from threadpoolctl import ThreadpoolController

from mentorship.matching.arrays import Integers, Mask
from mentorship.matching.assignment.scored import Real, Scored

# A worker's share; within it, the mentees of one tile.
MENTEES_PER_TASK = 2048
MENTEES_PER_TILE = 512
# No fewer of them where there is more than one: the first is the sample.
TILES = 7
# As many blocks, or more, where there are tiles enough: nobody waits long for the last of them.
BLOCKS = 16
# No more blocks than this are done sooner than workers are called together.
FEW_BLOCKS = 4
# As many truths of one byte are looked at as one whole number.
EIGHT = 8
# One row in so many tells whether the rules forbid most pairs.
ROWS_SAMPLED = 16
# Which libraries are loaded takes longer to find out than a small problem does to solve.
_BLAS = ThreadpoolController()

Outcome = TypeVar("Outcome")


def over_all(
    work: Callable[[Integers], Outcome], mentees: Integers, *, n_jobs: int | None
) -> list[Outcome]:
    """What the work says of each block of these mentees, in their order.

    n_jobs  as joblib means it; None is what joblib.parallel_config says, else all processors
    """
    tiles = -(-mentees.size // (BLOCKS * MENTEES_PER_TILE))
    step = min(MENTEES_PER_TASK, max(1, tiles) * MENTEES_PER_TILE)
    blocks = [mentees[at : at + step] for at in range(0, mentees.size, step)]
    if len(blocks) <= FEW_BLOCKS:
        return [_alone(work, block) for block in blocks]
    # One thread for each product: several would round differently from one.
    with _BLAS.limit(limits=1, user_api="blas"):
        if n_jobs is None and effective_n_jobs(None) == 1:
            # Nobody asked for workers of a kind. joblib looks for results a hundred times a
            # second, which is longer than a small problem takes.
            with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads:
                return list(threads.map(partial(_alone, work), blocks))
        workers = Parallel(n_jobs=n_jobs, prefer="threads")
        return list(workers(delayed(_alone)(work, block) for block in blocks))


def _alone(work: Callable[[Integers], Outcome], block: Integers) -> Outcome:
    """The same within a worker process, whose products have threads of their own."""
    with _BLAS.limit(limits=1, user_api="blas"):
        return work(block)


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


Tile = tuple[slice, Real]
Beats = Callable[[Real, slice], Mask]


def tiles(scored: Scored, rows: Real) -> Iterator[Tile]:
    """All pairs of some mentees, tile by tile; each stands in the memory of the one before.

    Of n tiles, each holds every n-th mentor, and is a sample of all the others.

    rows  what `scored` needs to know of these mentees
    """
    step = _step(scored)
    memory = np.empty(len(rows) * -(-scored.mentors // step), dtype=np.float32)
    for first in range(min(step, scored.mentors)):
        width = len(range(first, scored.mentors, step))
        into = memory[: len(rows) * width].reshape(len(rows), width)
        columns = slice(first, None, step)
        yield columns, scored.tile(rows, columns, into)


def _step(scored: Scored) -> int:
    """A prime number: every second or tenth row of a sheet is often of a kind, hardly any n-th."""
    if scored.mentors <= scored.mentors_per_tile:
        return 1
    least = max(TILES, -(-scored.mentors // scored.mentors_per_tile))
    return next(n for n in count(least) if all(n % d for d in range(2, math.isqrt(n) + 1)))


def hits(tiles: Iterable[Tile], *, beats: Beats, allowed: Mask) -> Hits:
    """The permitted pairs of some mentees that beat what they have to, tile by tile, row by row."""
    some = allowed[::ROWS_SAMPLED]
    # Where most pairs are permitted, it is enough to ask the rules about those that beat.
    asked_last = 2 * int(np.count_nonzero(some)) > some.size
    found = []
    for columns, tile in tiles:
        hit = beats(tile, columns)
        if not asked_last:
            hit &= allowed[:, columns]
        at, rows = _where(hit)
        within = at - rows * hit.shape[1]
        found.append((rows, within * columns.step + columns.start, tile.reshape(-1).take(at)))
    joined = Hits(*(np.concatenate(parts) for parts in zip(*found, strict=True)))
    return _permitted(joined, allowed) if asked_last else joined


def _permitted(found: Hits, allowed: Mask) -> Hits:
    may_meet = allowed[found.rows, found.columns]
    if may_meet.all():
        return found
    at = np.flatnonzero(may_meet)
    return Hits(found.rows.take(at), found.columns.take(at), found.values.take(at))


def _where(hit: Mask) -> tuple[Integers, Integers]:
    """The flat places that are True, where hardly any is, and their rows.

    Eight at a time are passed over.
    """
    flat = hit.reshape(-1)
    even = flat.size - flat.size % EIGHT
    eights = flat[:even].view(np.uint64)
    at = np.flatnonzero(eights != 0)
    within = np.flatnonzero(eights.take(at).view(np.bool_))
    places = at.take(within // EIGHT) * EIGHT
    places += within % EIGHT
    if even < flat.size:
        places = np.concatenate([places, even + np.flatnonzero(flat[even:])])
    ends = np.searchsorted(places, hit.shape[1] * np.arange(len(hit) + 1))
    return places, np.repeat(np.arange(len(hit)), ends[1:] - ends[:-1])


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
