"""From people to Phi (mentees × d) and Psi (mentors × d), with the columns of each facet named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from scipy import sparse
from sklearn.base import TransformerMixin

from mentorship.domain.people import Mentee, Mentor
from mentorship.matching.arrays import Floats, SparseRows
from mentorship.matching.facets import FACET_MAKERS
from mentorship.matching.wishes import IdentityWishes, wish_strengths


@dataclass(frozen=True, slots=True)
class Features:
    """Two sides of one inner product.

    mentee_rows  Phi (mentees × d)
    mentor_rows  Psi (mentors × d)
    columns      facet → its columns in both; within them the inner product is 0 to 1
    wishes       (mentees,) how many identity wishes count for her, a strong one several times
    """

    mentee_rows: SparseRows
    mentor_rows: SparseRows
    columns: Mapping[str, slice]
    wishes: Floats


def features(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], *, honour_must: bool = True
) -> Features:
    """Every facet of these people, fitted on them and on nobody else."""
    makers: dict[str, Callable[[], TransformerMixin]] = {
        **FACET_MAKERS,
        "identity": partial(IdentityWishes, honour_must=honour_must),
    }
    asked, offered, columns, start = [], [], {}, 0
    for name, make in makers.items():
        facet = make().fit([*mentees, *mentors])
        asked.append(facet.transform(mentees))
        offered.append(facet.transform(mentors))
        columns[name] = slice(start, start := start + asked[-1].shape[1])
    return Features(
        sparse.hstack(asked, format="csr"),
        sparse.hstack(offered, format="csr"),
        columns,
        wish_strengths(mentees, honour_must=honour_must).sum(axis=1),
    )
