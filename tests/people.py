"""People for tests: name what matters here, the rest is an ordinary invented sign-up."""

from typing import Any

from mentorship.domain.people import Field, Mentee, Mentor

_ORDINARY: dict[str, Any] = {
    "row": 2,
    "email": "hodan.warsame@example.org",
    "name": "Hodan Warsame",
    "workplace": "Alder General Hospital",
    "specialties": ("gs",),
    "languages": frozenset({"English"}),
    "place": "Phoenix, AZ",
    "agreed": True,
}


def a_mentee(**changes: Any) -> Mentee:
    """A surgical resident who asks; `answers` hold her own words unless given."""
    facts = {**_ORDINARY, "key": "mentee:2", "stage": "res", **changes}
    facts.setdefault("answers", _answers_of(facts))
    return Mentee(**facts)


def a_mentor(**changes: Any) -> Mentor:
    """An attending surgeon who offers two places; `answers` hold her own words unless given."""
    ordinary = {
        **_ORDINARY,
        "key": "mentor:2",
        "email": "adaeze.obi@example.com",
        "name": "Adaeze Obi, MD",
        "workplace": "Lakeview Hospital",
        "stage": "att2",
        "place": "Chicago",
        "capacity": 2,
    }
    facts = {**ordinary, **changes}
    facts.setdefault("answers", _answers_of(facts))
    return Mentor(**facts)


def _answers_of(facts: dict[str, Any]) -> dict[Field, str]:
    return {
        Field(name): value
        for name, value in facts.items()
        if isinstance(value, str) and name in {field.value for field in Field}
    }
