"""What to call somebody whose name is not told: a few words that fit many people."""

from collections.abc import Mapping

from mentorship.domain.people import Audience, Field
from mentorship.domain.sealed_answers import SealedAnswers
from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import vocabulary
from mentorship.models.profile import Profile
from mentorship.services.people import read_profile

SOMEBODY = _("somebody early in her career")

BY_STAGE: Mapping[str, str] = {
    "hs": _("a high-school student"),
    "premed": _("an undergraduate on the way into health care"),
    "gap": _("somebody in a gap year"),
    "ms12": _("a medical student in her early years"),
    "ms34": _("a medical student in her clinical years"),
    "mdphd": _("a medical student in research"),
    "prelim": _("a doctor between training places"),
    "imgpre": _("an internationally trained doctor"),
    "pgy1": _("a doctor in her first year"),
    "res": _("a resident"),
    "chief": _("a senior resident"),
    "fellow": _("a fellow"),
    "att1": _("a new attending"),
    "att2": _("an attending"),
    "att3": _("a senior attending"),
    "late": _("somebody stepping back from work"),
    "stud_n": _("a student"),
    "newgrad": _("a new graduate"),
    "staff_n": _("somebody a few years into practice"),
    "snr_n": _("a senior colleague"),
    "exec_n": _("a director"),
    "ug": _("an undergraduate"),
    "ms_s": _("a master's student"),
    "phd1": _("a PhD student in her first years"),
    "phd2": _("a PhD student in her later years"),
    "postdoc": _("a postdoc"),
    "fac1": _("an early group leader"),
    "fac2": _("a mid-career researcher"),
    "fac3": _("a professor"),
    "ind1": _("somebody in her first years in industry"),
    "ind2": _("somebody some years into industry"),
    "ind3": _("a senior colleague in industry"),
    "ind4": _("a director in industry"),
    "ret": _("somebody coming back after a break"),
    "left": _("somebody who changed careers"),
}
BY_AREA: Mapping[str, str] = {
    "Surgery": _("surgery"),
    "Medicine": _("medicine"),
    "Women's & reproductive health": _("women's health"),
    "Nursing & midwifery": _("nursing or midwifery"),
    "Allied health": _("allied health"),
    "Health of populations": _("public health"),
    "Science": _("science"),
    "Engineering & computing": _("engineering or computing"),
    "Other": _("another field"),
}


def title_in_a_sentence(profile: Profile, sealed: SealedAnswers | None = None) -> str:
    """As in "Would you like to meet a resident in surgery?": a stage and an area, no more.

    sealed  the answers as they would stand, where that is not as they do
    """
    stage, area = broad(profile, sealed or profile.sealed())
    title = BY_STAGE[stage] if stage else SOMEBODY
    return _("%(somebody)s in %(field)s", somebody=title, field=BY_AREA[area]) if area else title


def broad(profile: Profile, sealed: SealedAnswers) -> tuple[str | None, str]:
    """(stage, area), each only where it is open to a mentor who is asked; else None, ""."""
    person = read_profile(profile).person
    fields = vocabulary().specialties
    areas = sorted({fields[code].area for code in person.specialties})
    stage = person.stage if sealed.allows(Field.STAGE, Audience.ASKED) else None
    shows_area = areas and sealed.allows(Field.SPECIALTY, Audience.ASKED)
    return stage, areas[0] if shows_area else ""
