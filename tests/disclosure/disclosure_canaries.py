"""An unmistakable answer in every field of a mentee and a mentor, and how each is recognised."""

from collections.abc import Mapping
from dataclasses import dataclass

from mentorship.domain.people import MATTERS_FIELDS, Field, Side


@dataclass(frozen=True)
class Canary:
    """What is answered, and the texts by which a reader of a page or letter would learn it.

    shows   stands on a page where the field may be seen; the answer itself when left out
    tells   other texts that would give it away, such as the sentence that rests on it
    broad   stands there instead of `shows` for a partner who was not introduced yet
    """

    said: str
    shows: str = ""
    tells: tuple[str, ...] = ()
    broad: str = ""

    @property
    def shown(self) -> str:
        return self.shows or self.said


def _fact(label: str, words: str) -> str:
    """A line of a card, where the words alone could stand anywhere."""
    return f'<dt>{label}</dt><dd dir="auto">{words}</dd>'


HERS: Mapping[Field, Canary] = {
    Field.STATED_AT: Canary("2025-11-03T09:17:43+00:00", "2025-11-03", ("09:17:43",)),
    Field.EMAIL: Canary("quetzal.lapwing@example.org"),
    Field.NAME: Canary("Hodan Zebrafinch"),
    Field.PRONOUNS: Canary("xe-heron/xem-heron"),
    Field.WORKPLACE: Canary("Alder General Hospital"),
    Field.DEPARTMENT: Canary("Department of Bitterns"),
    Field.SPECIALTY: Canary(
        "Perioperative nursing",
        broad="Nursing & midwifery",
        tells=("perioperative nursing", "in nursing or midwifery", "She is in nursing"),
    ),
    Field.STAGE: Canary(
        "New graduate (first 2 years)",
        tells=("a new graduate", "further on in your career than she is"),
    ),
    Field.RACE_ETHNICITY: Canary("People of the Roseates"),
    Field.FAITH: Canary("Faith of the Quillfeathers"),
    Field.GENDER: Canary("Gender like an Avocet"),
    Field.OTHER_IDENTITY: Canary("Raised by a Plover"),
    **{field: Canary(f"Would help, said the {field} Curlew") for field in MATTERS_FIELDS},
    Field.SAME_IDENTITY: Canary("Yes please, said the Siskin"),
    Field.VALUES: Canary(
        "Living my faith or beliefs openly;Giving back to my own community",
        "Living my faith or beliefs openly",
        ("What matters to her at work",),
    ),
    Field.TOPICS: Canary(
        "Speaking up and advocating for myself;Promotion, tenure and titles",
        "Promotion, tenure and titles",
        ("She would like to talk about", "promotion and titles"),
    ),
    Field.WORDS: Canary("How do I outlive the Corncrake?"),
    Field.WORDS_SHARED: Canary("", _fact("May her mentor see her words?", "No")),
    Field.GOALS: Canary("Know more people who would pick up the phone"),
    Field.STYLES: Canary(
        "Tells me straight;Listens first (sounding board)",
        "Tells me straight",
        ("She hopes for a mentor who",),
    ),
    Field.FORMATS: Canary("Video call;In person, if near", "In person, if near"),
    Field.LANGUAGES: Canary("English;Amharic", "Amharic"),
    Field.PLACE: Canary("Boise, Idaho"),
    Field.SLOTS: Canary("Weekends;School hours only", "School hours only"),
    Field.KEEP_APART: Canary("Malvolio Thistlewood"),
    Field.CONTACT: Canary("A private address, call it Nightjar77"),
    Field.HEARD_FROM: Canary("A poster of a Dotterel"),
    Field.ANYTHING_ELSE: Canary("I sing like an Ortolan"),
    Field.AGREEMENT: Canary("Yes, I agree", _fact("Agreement", "Yes, I agree")),
}

THEIRS: Mapping[Field, Canary] = {
    Field.STATED_AT: Canary("2025-11-04T08:16:42+00:00", "2025-11-04", ("08:16:42",)),
    Field.EMAIL: Canary("kingfisher.smew@example.com"),
    Field.NAME: Canary("Adaeze Kingfisher"),
    Field.PRONOUNS: Canary("ze-pipit/zem-pipit"),
    Field.WORKPLACE: Canary("Lakeview Hospital"),
    Field.ROLES: Canary("Keeper of the Bustards"),
    Field.SPECIALTY: Canary("Nursing education & research"),
    Field.STAGE: Canary(
        "Senior, charge, manager or educator",
        tells=("further on in their career than you are",),
    ),
    Field.RACE_ETHNICITY: Canary("People of the Spoonbills"),
    Field.FAITH: Canary("Faith of the Shearwaters"),
    Field.GENDER: Canary("Gender like a Ruff"),
    Field.OTHER_IDENTITY: Canary("Raised by a Wryneck"),
    Field.MAY_SHOW: Canary(
        "First in the family",
        _fact("What may be shown when introduced", "First in the family"),
    ),
    Field.VALUES: Canary(
        "Being excellent at my craft;Giving back to my own community",
        "Being excellent at my craft",
        ("What matters to you at work matters to them too",),
    ),
    Field.TOPICS: Canary(
        "I can help you practise speaking up and asking for what you need;"
        "I can help with research, publishing and funding",
        "Research, publishing and funding",
        ("They are glad to talk about",),
    ),
    Field.WORDS: Canary("Ask me how the Goosander dives.", tells=("how the Goosander dives",)),
    Field.STYLES: Canary(
        "I teach how;I listen first",
        "Teaches me how (skills)",
        ("You hoped for a mentor who",),
    ),
    Field.FORMATS: Canary("Video call;E-mail or voice notes", "E-mail or voice notes"),
    Field.LANGUAGES: Canary("English;Somali", "Somali"),
    Field.PLACE: Canary("Tulsa, Oklahoma"),
    Field.SLOTS: Canary("Weekends;Late evenings (after 9)", "Late evenings (after 9)"),
    Field.CAPACITY: Canary("2", _fact("Places in this round", "2")),
    Field.KEEP_APART: Canary("Peregrine Underhill"),
    Field.PREFERENCE: Canary("Early birds like a Dunlin"),
    Field.PHONE: Canary("+1 602 555 0143"),
    Field.ANYTHING_ELSE: Canary("I whistle like a Bluethroat"),
    Field.AGREEMENT: Canary("I agree", _fact("Agreement", "I agree")),
}

CANARIES: Mapping[Side, Mapping[Field, Canary]] = {Side.MENTEE: HERS, Side.MENTOR: THEIRS}

# What the team reads of a pair beside the two cards, and which of its words rest on which answer.
TEAM_READS: Mapping[Field, tuple[str, ...]] = {
    Field.TOPICS: ("topics: speaking up", "what the mentor offers"),
    Field.VALUES: ("The same things matter to both at work",),
    Field.SPECIALTY: ("field close to hers", "same area of work", "The same field"),
    Field.STAGE: ("ahead of her (",),
    Field.STYLES: ("She hoped for a mentor who",),
    Field.SLOTS: ("Ways and times to talk", "free at the same time"),
    Field.PLACE: ("Ways and times to talk",),
    Field.FORMATS: ("Ways and times to talk", "“Video call”"),
    Field.LANGUAGES: ("Both speak English",),
}


def said_by(side: Side) -> dict[str, str]:
    return {field.value: canary.said for field, canary in CANARIES[side].items()}
