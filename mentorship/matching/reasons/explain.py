"""From the parts of a score to true sentences, one set for each reader.

A reason is a fact that is strong and that sets this mentor apart from the others whom she may
meet. What she wrote in her own words, where she works, and who either of them is stand in no
sentence; what the mentor reads is even chosen by open answers alone, so nothing private changes it.
"""

from mentorship.matching.proposal import Explanation
from mentorship.matching.reasons import to_mentee, to_mentor, to_staff
from mentorship.matching.reasons.cautions import cautions, practicalities
from mentorship.matching.reasons.choosing import chosen, weakest
from mentorship.matching.reasons.facts import facts
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.reasons.weakest import weakest_points

__all__ = ["Pairing", "explain"]


def explain(pair: Pairing) -> Explanation:
    """Why these two: for the coordinator, for her, for the mentor; and what to be careful about."""
    known = {
        "staff": to_staff.to_staff(pair),
        "weakest": weakest_points(pair.mentee, pair.mentor, parts=pair.parts, best=pair.best),
        "to_mentee": to_mentee.to_mentee(pair),
        "to_mentor": to_mentor.to_mentor(pair),
    }
    return Explanation(
        staff=(
            *chosen(known["staff"], otherwise=to_staff.OTHERWISE),
            weakest(known["weakest"]),
        ),
        to_mentee=chosen(known["to_mentee"], otherwise=to_mentee.OTHERWISE),
        to_mentor=chosen(known["to_mentor"], otherwise=to_mentor.OTHERWISE),
        cautions=cautions(pair.mentee, pair.mentor, score=pair.score, asked_about=pair.asked_about),
        practical=practicalities(pair.mentee, pair.mentor),
        facts=facts(pair),
        candidates=known,
    )
