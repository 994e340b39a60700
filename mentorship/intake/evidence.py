"""The evidence for and against two sign-ups being one person, in sentences that quote nobody."""

from mentorship.guard.names import NameVerdict
from mentorship.intake.comparing import Comparison, Fit
from mentorship.intake.contacts import Agreement

_ADDRESS = {
    Agreement.SAME: "The same e-mail address.",
    Agreement.SLIP: "The e-mail addresses differ by what looks like a slip of the pen.",
    Agreement.ALIKE: "The e-mail addresses look alike.",
}
_PHONE = {
    Agreement.SAME: "The same telephone number.",
    Agreement.ALIKE: "The same local telephone number.",
}
_SAME = {
    "words": "The same text in her own words.",
    "field": "The same field.",
    "stage": "The same career stage.",
    "workplace": "The same workplace.",
    "department": "The same department.",
    "place": "The same place.",
}
_DIFFERENT = {
    "words": "Different texts in their own words.",
    "field": "Different fields.",
    "stage": "Career stages far apart.",
    "workplace": "Different workplaces.",
    "place": "Different places.",
}


def evidence(seen: Comparison) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(for, against), the strongest first."""
    return tuple(_for(seen)), tuple(_against(seen))


def _for(seen: Comparison) -> list[str]:
    found = [_ADDRESS.get(seen.address, ""), _PHONE.get(seen.phone, "")]
    found.append(_name_for(seen))
    found += [said for what, said in _SAME.items() if getattr(seen, what) is Fit.SAME]
    found += ["One of them writes of a new surname."] * seen.new_surname
    found += ["One of them writes of having signed up more than once."] * seen.says_twice
    return [said for said in found if said]


def _name_for(seen: Comparison) -> str:
    if seen.name.verdict is NameVerdict.SAME:
        return "The same name."
    if seen.name.verdict is NameVerdict.LIKELY:
        return f"The names agree in part: {seen.name.reason[0].lower()}{seen.name.reason[1:]}"
    return "The same given name." if seen.given_agrees else ""


def _against(seen: Comparison) -> list[str]:
    found = []
    if seen.names_given and not seen.name.is_possible:
        found.append("Different surnames." if seen.given_agrees else "Different names.")
    if seen.address in (Agreement.NONE, Agreement.ALIKE):
        found.append("Not the same e-mail address.")
    return found + [
        said for what, said in _DIFFERENT.items() if getattr(seen, what) is Fit.DIFFERENT
    ]
