"""What two people both ticked, named as it stands in a sentence; empty when it is nothing."""

from mentorship.domain.people import Mentee, Mentor
from mentorship.matching.facets import NEAR_PEER
from mentorship.matching.reasons import spoken


def values_named(
    mentee: Mentee,
    mentor: Mentor,
    *,
    forms: spoken.Forms = spoken.ABOUT_HER,
    most: int = spoken.MOST_NAMED,
) -> str:
    """What matters to both at work: "living faith or beliefs openly and a safe and stable job"."""
    both = spoken.in_order(spoken.VALUES, mentee.values & mentor.values)
    return spoken.listed(spoken.said(spoken.VALUES, both, forms), most=most)


def styles_named(mentee: Mentee, mentor: Mentor, *, forms: spoken.Forms = spoken.ABOUT_HER) -> str:
    """What she hopes for and this mentor is, after "a mentor who": "listens first".

    Whether somebody is near stands in the stages, and is said there.
    """
    both = spoken.in_order(spoken.STYLES, (mentee.styles & mentor.styles) - {NEAR_PEER})
    return spoken.listed(spoken.said(spoken.STYLES, both, forms))
