"""Which answers a sentence was made from, so that it goes when one of them is closed later."""

from collections.abc import Iterable, Mapping

from mentorship.domain.people import Field

# The answers behind each facet of a score, and behind what is said of it; then behind a caution.
FIELDS_OF: Mapping[str, frozenset[Field]] = {
    "needs": frozenset({Field.TOPICS}),
    # A topic counts for her words only where she did not tick it.
    "words": frozenset({Field.WORDS, Field.TOPICS}),
    "values": frozenset({Field.VALUES}),
    "field": frozenset({Field.SPECIALTY}),
    "stage": frozenset({Field.STAGE, Field.STYLES}),
    "style": frozenset({Field.STYLES, Field.GOALS}),
    "logistics": frozenset({Field.SLOTS, Field.PLACE, Field.FORMATS}),
    "identity": frozenset({Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER, Field.OTHER_IDENTITY}),
    "language": frozenset({Field.LANGUAGES}),
    "talking": frozenset({Field.LANGUAGES, Field.FORMATS}),
    "care": frozenset({Field.TOPICS}),
    "clocks": frozenset({Field.PLACE}),
    "hours": frozenset({Field.SLOTS, Field.PLACE}),
    "ways": frozenset({Field.FORMATS}),
    "little": frozenset({Field.TOPICS, Field.VALUES, Field.SPECIALTY, Field.STAGE}),
}


class Told(str):
    """A sentence that knows the answers it rests on; in all else the text itself.

    sentence  as it came: one that can be said in another language still can
    """

    rests_on: frozenset[Field]
    sentence: str

    def __new__(cls, sentence: str, facet: str) -> "Told":
        told = super().__new__(cls, sentence)
        told.rests_on = FIELDS_OF[facet]
        told.sentence = sentence
        return told

    def __reduce__(self) -> tuple[type, tuple[str]]:
        """Sent to another process or kept, it is the text alone; see `what_they_rest_on`."""
        return str, (str(self),)


def what_they_rest_on(sentences: Iterable[str]) -> dict[str, list[str]]:
    """Sentence → the names of the fields behind it, for those that rest on any."""
    return {str(one): sorted(one.rests_on) for one in sentences if isinstance(one, Told)}
