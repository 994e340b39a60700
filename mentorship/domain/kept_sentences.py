"""A sentence as it is kept: from what it was put together, so that it can be said again."""

from collections.abc import Mapping
from typing import Any

from mentorship.domain.sentences import BESIDE, Listing, Sentence, beside, listing

# Any: what is kept is JSON.
Kept = Mapping[str, Any] | str | int | float


def to_keep(said: object) -> Kept:
    """The pattern and the values of a sentence, the items of a listing; whatever else as text."""
    if isinstance(said, Sentence):
        values = {name: to_keep(value) for name, value in said.values.items()}
        counted = {"many": said.many, "number": said.number} if said.many else {}
        return {"pattern": said.pattern, "values": values, **counted}
    if isinstance(said, Listing):
        return {"items": [to_keep(item) for item in said.items], "joined_by": said.joined_by}
    return said if isinstance(said, int | float) else str(said)


def from_kept(kept: Kept) -> Any:
    """What was kept, as it was before: a sentence knows again how it can be said.

    Any: a number stays one.
    """
    if not isinstance(kept, Mapping):
        return kept
    if "items" in kept:
        items = [from_kept(item) for item in kept["items"]]
        joined_by = kept["joined_by"]
        return beside(items) if joined_by == BESIDE else listing(items, joined_by=joined_by)
    values = {name: from_kept(value) for name, value in kept["values"].items()}
    return Sentence.put_together(
        kept["pattern"], values, many=kept.get("many", ""), number=kept.get("number", 1)
    )
