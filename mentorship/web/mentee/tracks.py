"""Which career stages are likely in a field of work; every other one stays within reach."""

from collections.abc import Iterable, Mapping, Sequence

from wtforms import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from mentorship.domain.vocabulary import vocabulary
from mentorship.intake.fields_of_work import read_fields
from mentorship.web.questions import TRACK_TITLES

_MEDICINE, _NURSING = ("medicine",), ("nursing & allied",)
_TRACKS_OF: Mapping[str, Sequence[str]] = {
    "Surgery": _MEDICINE,
    "Medicine": _MEDICINE,
    "Women's & reproductive health": (*_MEDICINE, *_NURSING),
    "Health of populations": (*_MEDICINE, "science & engineering"),
    "Nursing & midwifery": _NURSING,
    "Allied health": _NURSING,
    "Science": ("science & engineering",),
    "Engineering & computing": ("science & engineering", "industry"),
}


def likely_first(choices: Iterable[SelectChoice], *, field: str) -> list[SelectChoice]:
    """The same stages, those of the tracks that this field of work leads through first.

    field  her own words; where we do not understand them, the order stays as it is
    """
    titles = [TRACK_TITLES[track] for track in _tracks(field)]
    # What has no heading stands where it stood: the choice of none on top, her own words below.
    return sorted(choices, key=lambda choice: _place(choice, titles))


def _place(choice: SelectChoice, titles: Sequence[str]) -> tuple[int, int]:
    if not choice.value:
        return 0, 0
    return (1, titles.index(choice.optgroup)) if choice.optgroup in titles else (2, 0)


def _tracks(field: str) -> list[str]:
    known = vocabulary().specialties
    areas = [known[code].area for code in read_fields(field).codes]
    return list(dict.fromkeys(track for area in areas for track in _TRACKS_OF.get(area, ())))
