"""How much it matters to her that her mentor shares who she is, from whichever form asked it."""

from mentorship.domain.people import MATTERS_FIELDS, Dimension, Field, Matters
from mentorship.domain.vocabulary import OTHER_IDENTITY_OF, PREFER_NOT_TO_SAY
from mentorship.intake.answers import Reading
from mentorship.intake.cells import read_all_matters, read_matters, read_yes
from mentorship.intake.reading import InCommon
from mentorship.intake.text import fold


def matters(reading: Reading, ticked: InCommon) -> dict[Dimension, Matters]:
    """How much each dimension matters to her; nothing at all when she wants none of it used."""
    stated = _stated_matters(reading)
    wish = _shared_identity(reading)
    if wish is None:
        return stated
    if wish is Matters.NOT_IMPORTANT:
        if set(stated.values()) - {Matters.NOT_IMPORTANT}:
            reading.report(
                Field.SAME_IDENTITY,
                "No shared identity is wished for here, but other answers say that one matters.",
                fix="Nothing about identity is used for this person. Ask which was meant.",
            )
        return {}
    named = _named_dimensions(ticked)
    if not named and not stated:
        reading.report(
            Field.SAME_IDENTITY,
            "A shared identity is wished for, but none is named.",
            fix="It changes nothing yet. Ask which part of it matters.",
        )
    return dict.fromkeys(named, wish) | stated


def _shared_identity(reading: Reading) -> Matters | None:
    """The one answer about identity as a whole that other programmes ask; None when not given."""
    cell = reading.cell(Field.SAME_IDENTITY)
    if not fold(cell):
        return None
    wish = Matters.HELPS if read_yes(cell) else read_matters(cell)
    if wish is None:
        reading.report(
            Field.SAME_IDENTITY,
            "This is neither a clear yes nor a clear no.",
            fix="It counts as a no: nothing about identity is used until somebody has asked.",
        )
    return wish or Matters.NOT_IMPORTANT


def _named_dimensions(ticked: InCommon) -> list[Dimension]:
    """The dimensions about which she said who she is."""
    labels = {
        Dimension.RACE: ticked["race_ethnicity"],
        Dimension.FAITH: ticked["faith"],
        Dimension.GENDER: ticked["gender"],
        **{of: ticked["other_identity"] & known for of, known in OTHER_IDENTITY_OF.items()},
    }
    return [dimension for dimension, said in labels.items() if said - {PREFER_NOT_TO_SAY}]


def _stated_matters(reading: Reading) -> dict[Dimension, Matters]:
    for of in MATTERS_FIELDS:
        if fold(reading.cell(of)) and read_matters(reading.cell(of)) is None:
            reading.report(
                of,
                "This is none of must, would help and not important.",
                fix="It counts as left blank. If it means must, write that in the sheet.",
            )
    return read_all_matters(reading.answers)
