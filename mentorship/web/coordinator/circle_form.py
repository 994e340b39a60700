"""The form in which the team tells of a circle, or of one conversation."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than its stubs
    BooleanField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from mentorship.domain.circles import Repeats, Times
from mentorship.domain.vocabulary import vocabulary
from mentorship.models.circle import Circle
from mentorship.services.circles import Offer
from mentorship.web.coordinator.forms import NEUTRAL_ZONE, Day, zones
from mentorship.web.forms import Form

HOW_OFTEN: Mapping[Repeats, str] = {
    Repeats.WEEKLY: "Every week",
    Repeats.EVERY_TWO_WEEKS: "Every two weeks",
    Repeats.EVERY_FOUR_WEEKS: "Every four weeks",
    Repeats.ONCE: "Once",
}
_MOST_SEATS, _LONGEST_MINUTES = 30, 240
_FIRST_YEAR, _LAST_YEAR = 2020, 2099
_LARGEST = 10_000
_LINE = Length(max=120, message="Please find fewer words: 120 letters at most.")
_TEXT = Length(max=1_500, message="Please find fewer words: 1,500 letters at most.")


class Hour(TimeField):
    """An hour of the day, asked for again in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Please write a time such as 18:30.") from None


class Count(IntegerField):
    """A small number; one that is too large to reckon with is asked for again."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > _LARGEST:
            self.data = None
            raise ValueError("Please write a smaller number.")


class ConversationForm(Form):
    """One conversation: once, for one person."""

    title = StringField(
        "What is it about?",
        [DataRequired("Please say in a few words what it is about."), _LINE],
        description="In plain words, such as “Contracts, and what can be asked for”.",
    )
    words = TextAreaField(
        "What would she like to know before she comes? (optional)",
        [_TEXT],
        description="How it goes, what is welcome. Nothing about anybody else.",
    )
    held_by = StringField(
        "Who leads it?",
        [DataRequired("Please write the name: everybody reads it before she joins."), _LINE],
        description="The full name. It cannot be changed later, because people choose by it.",
    )
    works_at = TextAreaField(
        "Where does that person work?",
        [_TEXT],
        description="Every hospital, university or company, each on a line of its own. Whoever is "
        "from there, or has named this person, is never shown it, and you are not told.",
    )
    programme_only = BooleanField("That person works for the programme only")
    first_on = Day("On which day?", [InputRequired("Please write a day such as 2026-04-30.")])
    at = Hour("At what time?", [InputRequired("Please write a time such as 18:30.")])
    time_zone = SelectField(
        "By whose clock?",
        choices=zones(),
        default=NEUTRAL_ZONE,
        description="Everybody reads it by her own clock.",
    )
    minutes = Count(
        "How many minutes?",
        [
            InputRequired("Please write a number, such as 60."),
            NumberRange(10, _LONGEST_MINUTES, message="Please write a number from 10 to 240."),
        ],
        default=30,
    )
    spoken = SelectField(
        "In which language?",
        choices=[SelectChoice(str(one), str(one)) for one in vocabulary().languages],
        default="English",
    )
    cameras_optional = BooleanField("Cameras are optional", default=True)
    join_at = StringField(
        "Where does one join?",
        [
            DataRequired(
                "Please write where one joins: an address that begins with https, or a "
                "telephone number."
            ),
            Length(max=400, message="Please find a shorter address, of at most 400 letters."),
        ],
        description="Only those who come read it.",
    )

    def validate_first_on(self, field: Day) -> None:
        _of_our_time(field)

    @classmethod
    def of(cls, circle: Circle) -> Any:
        """The form as the circle stands now. Any: the form is one of two."""
        times = circle.times
        return cls(
            data={
                **{name: getattr(circle, name) for name in _AS_STORED if hasattr(cls, name)},
                "at": times.at,
                "repeats": times.repeats.value,
                "works_at": "\n".join(circle.works_at),
                "programme_only": not circle.works_at,
            }
        )

    def complete(self) -> bool:
        """True when it is said where the leader works; otherwise the field asks for it."""
        if bool(self.works_at.data) == bool(self.programme_only.data):
            self.works_at.errors = [
                "Please do one of the two: write where this person works, or tick the line below."
            ]
        return not self.errors

    def offer(self) -> Offer:
        """What was told."""
        places = (line.strip() for line in (self.works_at.data or "").splitlines())
        return Offer(
            title=self.title.data or "",
            words=self.words.data or "",
            held_by=self.held_by.data or "",
            works_at=tuple(place for place in places if place),
            join_at=self.join_at.data or "",
            spoken=self.spoken.data,
            times=self.times(),
            seats=self.most(),
            cameras_optional=bool(self.cameras_optional.data),
        )

    def times(self) -> Times:
        """Once, and no more."""
        return Times(*self._first(), self.time_zone.data, self.minutes.data or 0, Repeats.ONCE)

    def most(self) -> int:
        """How many can come."""
        return 1

    def _first(self) -> tuple[date, time]:
        return self.first_on.data or date.min, self.at.data or time.min


class CircleForm(ConversationForm):
    """A circle: for several people, and again and again."""

    first_on = Day(
        "On which day for the first time?",
        [InputRequired("Please write a day such as 2026-04-30.")],
    )
    minutes = Count(
        "How many minutes?",
        [
            InputRequired("Please write a number, such as 60."),
            NumberRange(10, _LONGEST_MINUTES, message="Please write a number from 10 to 240."),
        ],
        default=60,
    )
    repeats = SelectField(
        "How often?",
        choices=[SelectChoice(one.value, label) for one, label in HOW_OFTEN.items()],
        default=Repeats.WEEKLY.value,
    )
    last_on = Day(
        "Until which day? (optional)",
        [Optional()],
        description="The last day, included. Leave it empty while no end is planned.",
    )
    seats = Count(
        "For how many people?",
        [
            InputRequired("Please write a number, such as 8."),
            NumberRange(2, _MOST_SEATS, message="Please write a number from 2 to 30."),
        ],
        default=8,
    )

    def validate_last_on(self, field: Day) -> None:
        _of_our_time(field)
        if field.data and self.first_on.data and field.data < self.first_on.data:
            raise ValidationError("That is before the first day. Please look once more.")

    def times(self) -> Times:
        return Times(
            *self._first(),
            self.time_zone.data,
            self.minutes.data or 0,
            Repeats(self.repeats.data),
            self.last_on.data,
        )

    def most(self) -> int:
        return self.seats.data or 0


def _of_our_time(field: Day) -> None:
    """No calendar reaches beyond its last year, and a slip of the finger is asked about."""
    if field.data and not _FIRST_YEAR <= field.data.year <= _LAST_YEAR:
        raise ValidationError("Please look at the year once more.")


_AS_STORED = (
    *("title", "words", "held_by", "first_on", "time_zone", "minutes", "spoken"),
    *("cameras_optional", "join_at", "last_on", "seats"),
)
