"""How topics, values and kinds of mentor are named in a sentence.

The labels of the vocabulary are written to be ticked. Here each of them is a few words that can
stand in a list, said of anybody and to anybody, and by themselves in every language.
"""

from collections.abc import Collection, Iterable, Mapping

from mentorship.domain.sentences import Listing, Sentence, counted, listing
from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import vocabulary

# Of more than this, a listener keeps none.
MOST_NAMED = 3

TOPICS: Mapping[str, Sentence] = {
    "retaliation": _("avoiding retaliation or dealing with it"),
    "speakup": _("speaking up for oneself"),
    "reporting": _("whether and how to report mistreatment"),
    "boss": _("a difficult or hostile boss"),
    "micro": _("everyday slights"),
    "racism": _("racism at work"),
    "sexism": _("sexism and harassment"),
    "islamophobia": _("Islamophobia or other religious hostility"),
    "onlyone": _("being the only one"),
    "faithpractice": _("faith in the working day"),
    "pregnancy": _("pregnancy, fertility or loss"),
    "caregiving": _("parenting or caring for family"),
    "disability": _("disability, illness or neurodivergence at work"),
    "lgbtq": _("being LGBTQ+ at work"),
    "imgvisa": _("visas and a new system"),
    "firstgen": _("being the first in the family"),
    "mentalhealth": _("mental health and the fear of anyone knowing"),
    "imposter": _("doubting that one belongs"),
    "burnout": _("burnout and rest"),
    "badoutcome": _("what comes after a bad outcome or a mistake"),
    "choosing": _("choosing a path"),
    "applying": _("applications and interviews"),
    "exams": _("exams and boards"),
    "leaving": _("changing or leaving a job"),
    "contract": _("contracts and asking for more"),
    "fairtraining": _("fair cases and feedback"),
    "research": _("research and funding"),
    "promotion": _("promotion and titles"),
    "leadership": _("leading without the title"),
    "sponsors": _("finding sponsors and a network"),
}
VALUES: Mapping[str, Sentence] = {
    "service": _("caring for people who are usually left out"),
    "community": _("giving back to the community"),
    "faith": _("living faith or beliefs openly"),
    "family": _("time for family and loved ones"),
    "craft": _("being excellent at the craft"),
    "discovery": _("asking new questions and finding things out"),
    "teaching": _("teaching and bringing others up"),
    "justice": _("changing what is unfair"),
    "authentic": _("being oneself without shrinking"),
    "autonomy": _("having a say in how work is done"),
    "security": _("a safe and stable job"),
    "team": _("a team that has each other's backs"),
    "lead": _("leading and shaping decisions"),
    "credit": _("work that is seen and credited"),
    "health": _("health and peace of mind"),
    "make": _("making and building new things"),
}
# What such a mentor does.
STYLES: Mapping[str, Sentence] = {
    "sponsor": _("opens doors"),
    "coach": _("helps to practise"),
    "listen": _("listens first"),
    "guide": _("knows the road"),
    "skills": _("teaches how things are done"),
    "straight": _("says things straight"),
    "near": _("is only a few steps ahead"),
}

# Areas whose label would not be said so in a sentence.
_AREAS: Mapping[str, str] = {"Health of populations": "public health", "Other": "another field"}


def said(phrases: Mapping[str, Sentence], codes: Iterable[str]) -> tuple[Sentence, ...]:
    """The phrases of these codes, in the order in which the codes come."""
    return tuple(phrases[code] for code in codes if code in phrases)


def in_order(phrases: Iterable[str], codes: Collection[str]) -> tuple[str, ...]:
    """These codes in the order of the list: two runs never name them differently."""
    return tuple(code for code in phrases if code in codes)


def listed(phrases: Iterable[str], *, most: int = MOST_NAMED) -> Listing:
    """ "a, b and c"; of many more than `most`, the first ones and how many more there are."""
    named = list(phrases)
    # To name one more is shorter than to say that there is one more.
    if len(named) > most + 1:
        named[most:] = [counted("%(count)s more", "%(count)s more", count=len(named) - most)]
    return listing(named)


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """ "two", "11": small numbers are words."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def fields_in_prose(codes: Iterable[str]) -> str:
    """Fields of work as they stand in a sentence: "general surgery and health policy"."""
    words = vocabulary().specialties
    return listed([in_prose(words[code].label) for code in codes])


def areas_in_prose(areas: Iterable[str]) -> str:
    """Areas of work as they stand in a sentence: "surgery and women's and reproductive health"."""
    return listed([_AREAS.get(area) or in_prose(area) for area in areas])


def fields_named(codes: Iterable[str]) -> Listing:
    """Fields of work by their labels, to stand after a colon."""
    words = vocabulary().specialties
    return listed([words[code].label for code in codes])


def areas_named(areas: Iterable[str]) -> Listing:
    """Areas of work by their labels, to stand after a colon."""
    known = {field.area: field.area for field in vocabulary().specialties.values()}
    return listed([known.get(area, area) for area in areas])


def languages_named(languages: Iterable[str]) -> Listing:
    """Languages by their labels."""
    known = {label: label for label in vocabulary().languages}
    return listed([known.get(language, language) for language in languages])


def in_prose(label: str) -> str:
    """A label without its capital and its "&"; abbreviations stay as they are."""
    plain = label.replace(" & ", " and ")
    return plain if plain[:2].isupper() else plain[:1].lower() + plain[1:]
