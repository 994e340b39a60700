"""A sentence that was kept can be said again in every language, and what people wrote cannot."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.domain.kept_sentences import from_kept, to_keep
from mentorship.domain.sentences import (
    BESIDE,
    Listing,
    Sentence,
    beside,
    counted,
    listing,
    sentence,
)
from mentorship.language.saying import say

WORDS = st.text(max_size=20)
LEAVES = WORDS | st.integers(0, 9) | st.builds(sentence, st.sampled_from(["a place", "100 %"]))


def of(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(
        st.builds(lambda what: sentence("You said: %(what)s", what=what), inner),
        st.builds(
            lambda count, what: counted("%(what)s", "%(count)s %(what)s", count=count, what=what),
            st.integers(0, 9),
            inner,
        ),
        st.builds(listing, st.lists(WORDS | st.builds(sentence, WORDS.filter(str)), max_size=4)),
    )


@given(st.recursive(LEAVES, of, max_leaves=6))
def test_what_is_kept_comes_back_as_it_was(said: object) -> None:
    back = from_kept(json.loads(json.dumps(to_keep(said))))

    assert back == said
    assert type(back) in (type(said), str)
    assert to_keep(back) == to_keep(said)


def test_a_sentence_knows_again_from_what_it_was_put_together() -> None:
    topics = listing([sentence("racism at work"), "what she wrote"])
    said = counted("One: %(topics)s", "%(count)s: %(topics)s", count=2, topics=topics)

    back = from_kept(to_keep(said))

    assert isinstance(back, Sentence)
    assert (back.pattern, back.many, back.number) == ("One: %(topics)s", "%(count)s: %(topics)s", 2)
    assert isinstance(back.values["topics"], Listing)
    assert [type(item) for item in back.values["topics"].items] == [Sentence, str]
    assert say(back, "en") == "2: racism at work and what she wrote"


@pytest.mark.parametrize("made", [listing(["a", "b"], joined_by="or"), beside(["a", "b"])])
def test_a_listing_is_joined_as_before(made: Listing) -> None:
    back = from_kept(to_keep(made))

    assert (back, back.items, back.joined_by) == (made, made.items, made.joined_by)
    assert back.joined_by in ("or", BESIDE)


def test_a_percent_sign_of_hers_is_none_of_ours() -> None:
    said = sentence("They wrote: “%(words)s”", words="100 % of %(it)s, %s")

    assert from_kept(to_keep(said)) == "They wrote: “100 % of %(it)s, %s”"
