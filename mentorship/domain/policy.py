"""The choices of a programme that a run depends on: weights and switches, versioned and printed."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from mentorship.domain.errors import Refused

FACETS = ("needs", "words", "values", "field", "stage", "style", "logistics", "identity")
DEFAULT_WEIGHTS: Mapping[str, float] = {
    "needs": 0.35,
    "words": 0.15,
    "values": 0.15,
    "field": 0.15,
    "stage": 0.10,
    "style": 0.05,
    "logistics": 0.05,
    "identity": 0.0,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """How one programme wants its rounds run.

    weights                 facet → share of the score, zero or more; they need not add up to one
                            (scores divide by their sum)
    helps_weight            what one *would help* of hers adds to her identity facet
    honour_must             a *must* of hers is a gate; when False it counts as a strong wish
    most_places_per_mentor  no mentor is given more than this, whatever she or he wrote
    former_years            how long a former employer keeps two people apart
    own_best                a pair counts as a share of the best that she could get at all, so that
                            somebody who answered little weighs as much as somebody who told a lot
    worst_off_first         before the sum, the least of these shares is made as great as can be
    balanced                one very poor pair weighs more than several slightly poorer ones
    """

    weights: Mapping[str, float] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    helps_weight: float = 0.10
    honour_must: bool = True
    most_places_per_mentor: int = 10
    former_years: int = 5
    own_best: bool = True
    worst_off_first: bool = True
    balanced: bool = True

    def places(self, offered: int | None) -> int:
        """How many mentees a mentor is given at most: what was offered, never raised.

        offered  what the mentor wrote; None is a number that nobody could read, and no place
        """
        return min(offered or 0, self.most_places_per_mentor)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_policy(text: str) -> Policy:
    """The policy written in a TOML file. Unknown or impossible settings are refused by name."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The policy file is not valid TOML: {error}.") from None
    unknown = sorted(set(raw) - {f.name for f in fields(Policy)})
    if unknown:
        raise Refused(f"The policy file has settings that do not exist: {', '.join(unknown)}.")
    if "weights" in raw:
        raw["weights"] = _weights(raw["weights"])
    return _checked(Policy(**raw))


def _weights(raw: Any) -> dict[str, float]:
    if not isinstance(raw, dict) or set(raw) - set(FACETS):
        raise Refused(f"The weights of a policy are named: {', '.join(FACETS)}.")
    weights = {**DEFAULT_WEIGHTS, **raw}
    if not all(_is_number(value) and 0 <= value <= 1 for value in weights.values()):
        raise Refused("Every weight of a policy is a number from 0 to 1.")
    if sum(weights.values()) == 0:
        raise Refused("At least one weight of a policy has to be more than zero.")
    return weights


def _checked(policy: Policy) -> Policy:
    for name in ("honour_must", "own_best", "worst_off_first", "balanced"):
        if not isinstance(getattr(policy, name), bool):
            raise Refused(f"In the policy, {name} is either true or false.")
    if not _is_number(policy.helps_weight) or not 0 <= policy.helps_weight <= 1:
        raise Refused("In the policy, helps_weight is a number from 0 to 1.")
    for name in ("most_places_per_mentor", "former_years"):
        value = getattr(policy, name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
            raise Refused(f"In the policy, {name} is a whole number from 0 to 100.")
    return policy


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
