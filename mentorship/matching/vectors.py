"""scikit-learn transformers that turn people into rows whose inner product is a closeness in 0..1.

One fitted transformer serves both sides: mentees become rows of what is asked, mentors rows of
what is offered. What was not answered is neutral. A mentor who left a question blank counts, for
each mentee, as the average of those mentors who answered it. A mentee who left it blank gets one
and the same value with every mentor: the average over all pairs in which both answered.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Self, TypeAlias

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import MultiLabelBinarizer

from mentorship.domain.people import Mentee, Mentor
from mentorship.matching.arrays import Mask, SparseRows

People: TypeAlias = Sequence[Mentee] | Sequence[Mentor]
# What both sides of a pair are worth when nobody on one side answered at all.
UNKNOWN = 0.5


class Facet(TransformerMixin, BaseEstimator):
    """One measure of closeness. Subclasses say what is asked and what is offered."""

    def learn(self, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
        """Whatever the measure needs to know of the cohort, such as how rare a topic is."""

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        """(mentees, d) rows, and which of them answered."""
        raise NotImplementedError

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        """(mentors, d) rows, and which of them answered."""
        raise NotImplementedError

    def fit(self, people: Sequence[Mentee | Mentor], y: None = None) -> Self:
        mentees = [person for person in people if isinstance(person, Mentee)]
        mentors = [person for person in people if isinstance(person, Mentor)]
        self.learn(mentees, mentors)
        asked, they_asked = self.asked(mentees)
        offered, they_offered = self.offered(mentors)
        self.comparable_ = bool(they_asked.any() and they_offered.any())
        self.usual_offer_ = _mean_row(offered, they_offered)
        pair = _mean_row(asked, they_asked) @ self.usual_offer_.T
        self.neutral_ = float(pair.sum()) if self.comparable_ else UNKNOWN
        return self

    def transform(self, people: People) -> SparseRows:
        if isinstance(people[0], Mentee):
            return self._mentee_rows([p for p in people if isinstance(p, Mentee)])
        return self._mentor_rows([p for p in people if isinstance(p, Mentor)])

    def _mentee_rows(self, mentees: Sequence[Mentee]) -> SparseRows:
        asked, answered = self.asked(mentees)
        answered = answered & self.comparable_
        neutral = np.where(answered, 0.0, self.neutral_)[:, None]
        return sparse.hstack([_kept(asked, answered), neutral], format="csr")

    def _mentor_rows(self, mentors: Sequence[Mentor]) -> SparseRows:
        offered, answered = self.offered(mentors)
        usual = sparse.csr_array(~answered[:, None]).astype(float) @ self.usual_offer_
        ones = np.ones((len(mentors), 1))
        return sparse.hstack([_kept(offered, answered) + usual, ones], format="csr")


def _mean_row(rows: SparseRows, answered: Mask) -> SparseRows:
    """(1, d) mean over the rows that were answered; zeros when none was."""
    share = answered / max(1, int(answered.sum()))
    return sparse.csr_array(share[None, :]) @ sparse.csr_array(rows)


def _kept(rows: SparseRows, answered: Mask) -> SparseRows:
    return sparse.diags_array(answered.astype(float)) @ sparse.csr_array(rows)


class Shares(Facet):
    """The share of what she asks that this mentor offers; what is rarer in the cohort weighs more.

    asked, offered   what each side ticked, out of `codes`
    rarity           weigh by inverse document frequency over both sides
    mutual           compare as equals (cosine), so that ticking everything is no advantage
    """

    def __init__(
        self,
        asked_codes: Callable[[Mentee], Iterable[str]],
        offered_codes: Callable[[Mentor], Iterable[str]],
        *,
        codes: tuple[str, ...],
        rarity: bool = True,
        mutual: bool = False,
    ) -> None:
        self.asked_codes = asked_codes
        self.offered_codes = offered_codes
        self.codes = codes
        self.rarity = rarity
        self.mutual = mutual

    def learn(self, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
        self.ticks_ = MultiLabelBinarizer(classes=list(self.codes), sparse_output=True)
        self.ticks_.fit([])
        ticked = [*map(self.asked_codes, mentees), *map(self.offered_codes, mentors)]
        norm = "l2" if self.mutual else "l1"
        self.weights_ = TfidfTransformer(norm=norm, use_idf=self.rarity)
        self.weights_.fit(self._ticks(ticked))

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        ticks = self._ticks(map(self.asked_codes, mentees))
        return self.weights_.transform(ticks), _any(ticks)

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        ticks = self._ticks(map(self.offered_codes, mentors))
        return (self.weights_.transform(ticks) if self.mutual else ticks), _any(ticks)

    def _ticks(self, ticked: Iterable[Iterable[str]]) -> SparseRows:
        known = frozenset(self.codes)
        return self.ticks_.transform([known & frozenset(codes) for codes in ticked]).astype(float)


def _any(rows: SparseRows) -> Mask:
    return np.asarray(rows.sum(axis=1)).ravel() > 0


class Closeness(Facet):
    """A table of closeness between kinds of wishes and kinds of mentors.

    wish        what a mentee wishes, as something hashable; None when she did not say
    kind        what a mentor is, as something hashable; None when not said
    closeness   (wish, kind) → 0 to 1
    """

    def __init__(
        self,
        wish: Callable[[Mentee], Hashable | None],
        kind: Callable[[Mentor], Hashable | None],
        *,
        closeness: Callable[..., float],
    ) -> None:
        self.wish = wish
        self.kind = kind
        self.closeness = closeness

    def learn(self, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
        kinds = dict.fromkeys(self.kind(mentor) for mentor in mentors)
        kinds.pop(None, None)
        self.columns_ = {kind: column for column, kind in enumerate(kinds)}

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        wishes = [self.wish(mentee) for mentee in mentees]
        table = {wish: self._row(wish) for wish in dict.fromkeys(wishes)}
        # One column at least, or a cohort in which no mentor answered has no shape.
        rows = np.array([table[wish] for wish in wishes]).reshape(len(wishes), self._width())
        return sparse.csr_array(rows), np.array([wish is not None for wish in wishes], dtype=bool)

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        columns = [self.columns_.get(self.kind(mentor), -1) for mentor in mentors]
        rows = np.zeros((len(mentors), self._width()))
        answered = np.array(columns) >= 0
        rows[np.flatnonzero(answered), np.array(columns)[answered]] = 1.0
        return sparse.csr_array(rows), answered

    def _row(self, wish: Hashable | None) -> list[float]:
        if wish is None:
            return [0.0] * self._width()
        return [self.closeness(wish, kind) for kind in self.columns_] or [0.0]

    def _width(self) -> int:
        return max(1, len(self.columns_))
