"""What to call somebody whose name is not told: a few words that fit many people."""

from collections.abc import Mapping

from mentorship.domain.disclosure import SealedAnswers
from mentorship.domain.people import Audience, Field
from mentorship.domain.vocabulary import vocabulary
from mentorship.models.profile import Profile
from mentorship.services.people import read_profile

SOMEBODY = "somebody early in her career"

BY_STAGE: Mapping[str, str] = {
    "hs": "a high-school student",
    "premed": "an undergraduate on the way into health care",
    "gap": "somebody in a gap year",
    "ms12": "a medical student in her early years",
    "ms34": "a medical student in her clinical years",
    "mdphd": "a medical student in research",
    "prelim": "a doctor between training places",
    "imgpre": "an internationally trained doctor",
    "pgy1": "a doctor in her first year",
    "res": "a resident",
    "chief": "a senior resident",
    "fellow": "a fellow",
    "att1": "a new attending",
    "att2": "an attending",
    "att3": "a senior attending",
    "late": "somebody stepping back from work",
    "stud_n": "a student",
    "newgrad": "a new graduate",
    "staff_n": "somebody a few years into practice",
    "snr_n": "a senior colleague",
    "exec_n": "a director",
    "ug": "an undergraduate",
    "ms_s": "a master's student",
    "phd1": "a PhD student in her first years",
    "phd2": "a PhD student in her later years",
    "postdoc": "a postdoc",
    "fac1": "an early group leader",
    "fac2": "a mid-career researcher",
    "fac3": "a professor",
    "ind1": "somebody in her first years in industry",
    "ind2": "somebody some years into industry",
    "ind3": "a senior colleague in industry",
    "ind4": "a director in industry",
    "ret": "somebody coming back after a break",
    "left": "somebody who changed careers",
}
BY_AREA: Mapping[str, str] = {
    "Surgery": "surgery",
    "Medicine": "medicine",
    "Women's & reproductive health": "women's health",
    "Nursing & midwifery": "nursing or midwifery",
    "Allied health": "allied health",
    "Health of populations": "public health",
    "Science": "science",
    "Engineering & computing": "engineering or computing",
    "Other": "another field",
}


def title_in_a_sentence(profile: Profile, sealed: SealedAnswers | None = None) -> str:
    """As in "Would you like to meet a resident in surgery?": a stage and an area, no more.

    sealed  the answers as they would stand, where that is not as they do
    """
    stage, area = broad(profile, sealed or profile.sealed())
    title = BY_STAGE[stage] if stage else SOMEBODY
    return f"{title} in {BY_AREA[area]}" if area else title


def broad(profile: Profile, sealed: SealedAnswers) -> tuple[str | None, str]:
    """(stage, area), each only where it is open to a mentor who is asked; else None, ""."""
    person = read_profile(profile).person
    fields = vocabulary().specialties
    areas = sorted({fields[code].area for code in person.specialties})
    stage = person.stage if sealed.allows(Field.STAGE, Audience.ASKED) else None
    shows_area = areas and sealed.allows(Field.SPECIALTY, Audience.ASKED)
    return stage, areas[0] if shows_area else ""
