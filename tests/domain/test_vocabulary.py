"""The closed lists are complete and say each thing once."""

from mentorship.domain.people import Dimension, Matters
from mentorship.domain.vocabulary import vocabulary


def test_the_lists_have_what_the_programme_promises():
    lists = vocabulary()
    counts = {
        "specialties": 124,
        "stages": 35,
        "values": 16,
        "topics": 30,
        "goals": 6,
        "styles": 7,
        "formats": 8,
        "slots": 8,
    }
    assert {name: len(getattr(lists, name)) for name in counts} == counts


def test_no_two_terms_of_a_list_share_a_label():
    lists = vocabulary()
    for terms in (lists.specialties, lists.stages, lists.values, lists.topics, lists.styles):
        # Two tracks may name the same stage in the same words.
        labels = [(term.group, term.label.casefold()) for term in terms.values()]
        mirrors = [(term.group, term.mentor_label.casefold()) for term in terms.values()]
        assert len(set(labels)) == len(labels)
        assert len(set(mirrors)) == len(mirrors)


def test_a_mentor_reads_mirror_phrases():
    topic = vocabulary().topics["retaliation"]
    assert topic.label == "Avoiding retaliation, or dealing with it"
    assert topic.mentor_label.startswith("I can help think through retaliation")


def test_bridges_join_specialties_that_exist():
    lists = vocabulary()
    assert all(bridge <= set(lists.specialties) for bridge in lists.bridges)


def test_the_dimensions_and_the_scale_are_the_form_s():
    assert tuple(vocabulary().matters_dimensions) == tuple(Dimension)
    assert tuple(vocabulary().matters_scale) == tuple(Matters)
