"""What two people both ticked, named to stand in a list; empty when it is nothing."""

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.sentences import Listing
from mentorship.matching.facets import NEAR_PEER
from mentorship.matching.reasons import spoken


def values_named(mentee: Mentee, mentor: Mentor, *, most: int = spoken.MOST_NAMED) -> Listing:
    """What matters to both at work: "living faith or beliefs openly, and a safe and stable job"."""
    both = spoken.in_order(spoken.VALUES, mentee.values & mentor.values)
    return spoken.listed(spoken.said(spoken.VALUES, both), most=most)


def styles_named(mentee: Mentee, mentor: Mentor) -> Listing:
    """What she hopes that a mentor does, and this one says of herself or himself: "listens first".

    Whether somebody is near stands in the stages, and is said there.
    """
    both = spoken.in_order(spoken.STYLES, (mentee.styles & mentor.styles) - {NEAR_PEER})
    return spoken.listed(spoken.said(spoken.STYLES, both))
