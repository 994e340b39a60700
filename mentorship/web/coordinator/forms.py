"""The forms of the desk: each checks shape and hands over a small dataclass."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than its stubs
    DateField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from mentorship.domain.decisions import Choice
from mentorship.domain.lifecycle import MatchEvent
from mentorship.models.round import SheetKind
from mentorship.services.review import Decision
from mentorship.services.round_days import RoundDays
from mentorship.web.forms import Form

# UTC favours nobody's city; whoever knows hers chooses it.
NEUTRAL_ZONE = "UTC"
_REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


def zones() -> list[SelectChoice]:
    """Every city of the time zone list under its region, UTC first."""
    named = (zone for zone in sorted(available_timezones()) if zone.split("/")[0] in _REGIONS)
    cities = [
        SelectChoice(zone, zone.partition("/")[2].replace("_", " "), optgroup=zone.split("/")[0])
        for zone in named
    ]
    return [SelectChoice(NEUTRAL_ZONE, "UTC, the world's clock", optgroup="Everywhere"), *cities]


class Day(DateField):
    """A day of the calendar, asked for again in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Please write a day such as 2026-04-30, or leave it empty.") from None


@dataclass(frozen=True, slots=True)
class NewRound:
    name: str
    closes_on: date | None
    time_zone: str


class DaysForm(Form):
    """The days of a round that people read. Each may stay open."""

    opens_on = Day(
        "Sign-ups open on",
        [Optional()],
        description="People who find sign-ups closed read this day. You open the round yourself.",
    )
    closes_on = Day(
        "Sign-ups close on",
        [Optional()],
        description="The last day, included. You close the round yourself.",
    )
    hear_by = Day(
        "Everybody hears from us by",
        [Optional()],
        description="Each mentee reads: “You hear from us by Thursday 3 December, either way.” "
        "Choose a day that you can keep. When it has gone by, her page says so.",
    )

    def validate_closes_on(self, field: Day) -> None:
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError("Sign-ups cannot close before they open. Please look once more.")

    def validate_hear_by(self, field: Day) -> None:
        if field.data and self.closes_on.data and field.data < self.closes_on.data:
            raise ValidationError(
                "On that day people can still sign up. Please choose one after sign-ups close."
            )

    def days(self) -> RoundDays:
        return RoundDays(self.opens_on.data, self.closes_on.data, self.hear_by.data)


class RoundForm(Form):
    """A new round."""

    name = StringField(
        "What is the round called?",
        [
            DataRequired("Please give the round a name, such as “Spring 2026”."),
            Length(max=80, message="Please find a shorter name, of at most 80 letters."),
        ],
        description="Only the team sees it. “Spring 2026” is enough.",
    )
    closes_on = Day(
        "Sign-ups close on",
        [Optional()],
        description="The last day, included. Leave it empty when you do not know yet.",
    )
    time_zone = SelectField(
        "Whose clock counts?",
        choices=zones(),
        default=NEUTRAL_ZONE,
        description="Dates and times of this round are said in this time zone. "
        "It is UTC unless you choose a city.",
    )

    def round(self) -> NewRound:
        return NewRound(self.name.data or "", self.closes_on.data, self.time_zone.data)


@dataclass(frozen=True, slots=True)
class SentSheet:
    """One sheet as it was sent; `field` is where a sentence about it belongs."""

    kind: SheetKind
    content: bytes
    file_name: str
    field: str


class SheetsForm(Form):
    """Up to four files, or rows that were copied out of a spreadsheet."""

    mentees = FileField("The mentees' sheet")
    mentors = FileField("The mentors' sheet")
    institutions = FileField(
        "Your register of institutions",
        description="If you keep one: names, systems and other spellings of workplaces.",
    )
    registrations = FileField(
        "A list of conference registrations",
        description="As the ticket shop gives it. Whoever signed up already is found; whoever "
        "asked to take part waits for the form.",
    )
    pasted_kind = SelectField(
        "Who are these rows about?",
        choices=[
            SelectChoice(SheetKind.MENTEES, "Mentees"),
            SelectChoice(SheetKind.MENTORS, "Mentors"),
            SelectChoice(SheetKind.INSTITUTIONS, "Institutions"),
            SelectChoice(SheetKind.REGISTRATIONS, "Conference registrations"),
        ],
        validate_choice=False,
    )
    pasted = TextAreaField(
        "The rows, with their heading",
        description="Copied out of a spreadsheet, the first line with the questions included.",
    )

    def validate(self, **more: object) -> bool:
        if not super().validate(**more):
            return False
        if self._has_rows() and self.pasted_kind.data not in list(SheetKind):
            self.pasted_kind.errors = ["Please choose who these rows are about."]
            return False
        if not self.sheets():
            self.mentees.errors = ["Please choose a file first, or paste the rows below."]
        return bool(self.sheets())

    def sheets(self) -> list[SentSheet]:
        """What was sent, in the order of the fields."""
        if not hasattr(self, "_sent"):
            self._sent = [*self._files(), *self._rows()]
        return self._sent

    def _files(self) -> list[SentSheet]:
        return [
            SentSheet(kind, _content(field), field.data.filename or "", field.short_name)
            for kind, field in (
                (SheetKind.MENTEES, self.mentees),
                (SheetKind.MENTORS, self.mentors),
                (SheetKind.INSTITUTIONS, self.institutions),
                (SheetKind.REGISTRATIONS, self.registrations),
            )
            if field.data
        ]

    def _rows(self) -> list[SentSheet]:
        if not self._has_rows():
            return []
        kind, rows = SheetKind(self.pasted_kind.data), self.pasted.data or ""
        return [SentSheet(kind, rows.encode(), "Pasted rows", "pasted")]

    def _has_rows(self) -> bool:
        # In a body of parts a file can stand where words belong.
        return isinstance(self.pasted.data, str) and bool(self.pasted.data)


def _content(field: FileField) -> bytes:
    """The bytes of a file that was sent; the place where it lay meanwhile is given back."""
    with field.data.stream as stream:
        return bytes(stream.read())


class DecisionForm(Form):
    """One decision about one pair."""

    decision = SelectField(choices=[SelectChoice(event, event) for event in MatchEvent])
    version = IntegerField(validators=[InputRequired()])
    why = StringField(
        "Why",
        [Length(max=400, message="Please say it in fewer words: 400 letters at most.")],
        description="A few words for your colleagues, without anybody's name. "
        "Setting aside needs them.",
    )

    def chosen(self) -> Decision:
        return Decision(
            MatchEvent(self.decision.data), version=self.version.data or 0, why=self.why.data or ""
        )


class ChoiceForm(Form):
    """What somebody chose about one item of the work list, and what was typed beside it."""

    choice = SelectField(choices=[SelectChoice(choice, choice) for choice in Choice])
    answer = StringField()

    def chosen(self) -> Choice:
        return Choice(self.choice.data)


class ShownPairsForm(Form):
    """The pairs of one page: `pair` holds "id:version", once for each."""

    pair = HiddenField()

    def shown(self) -> dict[str, int]:
        """id → version; whatever does not read as such is left out."""
        parts = (text.rpartition(":") for text in self.pair.raw_data or ())
        return {key: int(version) for key, _, version in parts if key and version.isdecimal()}


class SendForm(Form):
    """How many letters the page said would leave."""

    count = IntegerField(validators=[InputRequired()])


class RevealForm(Form):
    """Why somebody of the team needs to read what was said in confidence."""

    reason = StringField(
        "Why do you need to read it?",
        [
            DataRequired("Please say in a few words why you need to read this."),
            Length(max=400, message="Please say it in fewer words: 400 letters at most."),
        ],
        description="It is written down, with your account and the time, before anything is shown.",
    )
