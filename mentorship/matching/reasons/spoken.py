"""How topics, values and kinds of mentor sound in the middle of a sentence.

The labels of the vocabulary are written to be ticked. Here each of them stands as somebody would
say it to her ("speaking up for yourself") or about her ("speaking up for herself").
"""

from collections.abc import Collection, Iterable, Mapping

from mentorship.domain.vocabulary import vocabulary

Forms = Mapping[str, str]
TO_HER: Forms = {
    "you": "you",
    "your": "your",
    "yourself": "yourself",
    "you_belong": "you belong",
}
ABOUT_HER: Forms = {
    "you": "her",
    "your": "her",
    "yourself": "herself",
    "you_belong": "she belongs",
}
# Of more than this, a listener keeps none.
MOST_NAMED = 3

TOPICS: Mapping[str, str] = {
    "retaliation": "avoiding retaliation or dealing with it",
    "speakup": "speaking up for {yourself}",
    "reporting": "whether and how to report mistreatment",
    "boss": "a difficult or hostile boss",
    "micro": "everyday slights",
    "racism": "racism at work",
    "sexism": "sexism and harassment",
    "islamophobia": "Islamophobia or other religious hostility",
    "onlyone": "being the only one",
    "faithpractice": "faith in the working day",
    "pregnancy": "pregnancy, fertility or loss",
    "caregiving": "parenting or caring for family",
    "disability": "disability, illness or neurodivergence at work",
    "lgbtq": "being LGBTQ+ at work",
    "imgvisa": "visas and a new system",
    "firstgen": "being the first in {your} family",
    "mentalhealth": "mental health and the fear of anyone knowing",
    "imposter": "doubting that {you_belong}",
    "burnout": "burnout and rest",
    "badoutcome": "what comes after a bad outcome or a mistake",
    "choosing": "choosing a path",
    "applying": "applications and interviews",
    "exams": "exams and boards",
    "leaving": "changing or leaving a job",
    "contract": "contracts and asking for more",
    "fairtraining": "fair cases and feedback",
    "research": "research and funding",
    "promotion": "promotion and titles",
    "leadership": "leading without the title",
    "sponsors": "finding sponsors and a network",
}
VALUES: Mapping[str, str] = {
    "service": "caring for people who are usually left out",
    "community": "giving back to the community",
    "faith": "living faith or beliefs openly",
    "family": "time for family and loved ones",
    "craft": "being excellent at the craft",
    "discovery": "asking new questions and finding things out",
    "teaching": "teaching and bringing others up",
    "justice": "changing what is unfair",
    "authentic": "being oneself without shrinking",
    "autonomy": "having a say in how work is done",
    "security": "a safe and stable job",
    "team": "a team that has each other's backs",
    "lead": "leading and shaping decisions",
    "credit": "work that is seen and credited",
    "health": "health and peace of mind",
    "make": "making and building new things",
}
# After "a mentor who …".
STYLES: Mapping[str, str] = {
    "sponsor": "opens doors",
    "coach": "helps {you} practise",
    "listen": "listens first",
    "guide": "knows the road",
    "skills": "teaches {you} how",
    "straight": "tells {you} straight",
    "near": "is only a few steps ahead of {you}",
}

# Areas whose label would not be said so in a sentence.
_AREAS: Mapping[str, str] = {"Health of populations": "public health", "Other": "another field"}


def said(
    phrases: Mapping[str, str], codes: Iterable[str], forms: Forms = ABOUT_HER
) -> tuple[str, ...]:
    """The phrases of these codes, in the order in which the codes come."""
    return tuple(phrases[code].format_map(forms) for code in codes if code in phrases)


def in_order(phrases: Iterable[str], codes: Collection[str]) -> tuple[str, ...]:
    """These codes in the order of the list: two runs never name them differently."""
    return tuple(code for code in phrases if code in codes)


def listed(phrases: Iterable[str], *, most: int = MOST_NAMED) -> str:
    """ "a, b and c"; of many more than `most`, the first ones and how many more there are."""
    named = list(phrases)
    # To name one more is shorter than to say that there is one more.
    if len(named) > most + 1:
        named[most:] = [f"{number(len(named) - most)} more"]
    if len(named) < 2:
        return "".join(named)
    # An "and" or a comma inside a phrase wants a comma before the last one.
    joined = any(" and " in phrase or "," in phrase for phrase in named)
    return f"{', '.join(named[:-1])}{', and ' if joined else ' and '}{named[-1]}"


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


def in_prose(label: str) -> str:
    """A label without its capital and its "&"; abbreviations stay as they are."""
    plain = label.replace(" & ", " and ")
    return plain if plain[:2].isupper() else plain[:1].lower() + plain[1:]
