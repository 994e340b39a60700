"""One person's name as written, read into parts: titles off, order known, spellings beside."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from mentorship.guard.name_letters import (
    chinese_name,
    consonants,
    folded,
    is_chinese,
    is_consonantal,
    latin,
    somali_sounds,
    sound,
)
from mentorship.guard.name_scripts import is_hangul, korean_name, leaves_vowels_out, syllables
from mentorship.guard.name_words import name_groups, name_words

# More parts than this are a sentence, not a name.
_MOST_PARTS = 7
_LINK = re.compile(r'^\s*=.*"([^"]+)"\s*\)?\s*$')
_BORN = re.compile(
    r"\b(?:née?|nee|born|formerly|previously|was|were|ex|maiden name|geb\.?|geboren(?:e)?|(?-i:b\.)"
    r"|nata|antes|anteriormente|de soltera|nascida|prev\.?)[:\s]+([\w'’-]+)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(([A-ZÀ-Þ][\w'’-]{2,})\)")  # a name by which she is called, or was
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\"“”«»][^\"“”«»]*[\"“”«»]")
_PRONOUNS = re.compile(r"\b(?:she|he|they|ella|elle)\s*/\s*\w+(?:\s*/\s*\w+)?\b", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[^\W\d_]{1,3}\.){2,}(?:[^\W\d_]{1,3}\b)?")
_OF = re.compile(r"d['’](?=\w{3})", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_COMMAS = re.compile(r"[,;،、/|]")
_SPLIT = re.compile(r"[^\w'’‘ʼʻ`´ʿʾ\u0640\u200c\u200d\u0900-\u0dff()-]+|_")
_HYPHENS = re.compile(r"[-‐‑‒–—]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ñ": "ny"})
_GLUED_ARTICLE = re.compile(r"[ae]l(?=[^aeiou\W].{4})")
_SHORT_FORMS = (
    (re.compile(r"\bM(?:a\.|ª|\.ª)(?=\s|$)"), "María"),
    (re.compile(r"\bFco\.(?=\s)"), "Francisco"),
    (re.compile(r"\bGpe\.(?=\s)"), "Guadalupe"),
)
_LONE_CAPITALS = re.compile(r"^[B-DF-HJ-NP-TV-Z]{2}$")
_SERVANT_OF = frozenset(["abd", "abdul", "abdel", "abdal", "abdur", "abdou", "abdus"])


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of a name. Parts that are written alike are one object (`_part`), so that what is
    known of two of them is found again without looking into them.

    spellings   Latin spellings that all count as this very part
    sounds      how those are said, under several habits of spelling
    skeleton    the consonants, by which scripts without short vowels are compared
    vowelless   True when the name stood in such a script
    group       parts with the same number were joined by hyphens
    """

    spellings: frozenset[str]
    sounds: frozenset[str]
    skeleton: str
    vowelless: bool
    group: int
    text: str

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name, given part first as far as the writing tells.

    order_known   True when a comma or capitals said which part is the family's
    former        parts that the person used to be called, as in "née Haddad"
    """

    parts: tuple[Part, ...]
    order_known: bool
    former: tuple[Part, ...] = ()

    @property
    def joined(self) -> str:
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name with what stood around it."""

    written: str
    folded: str
    group: int


@cache
def _canonical() -> Mapping[str, str]:
    return {folded(word): group[0] for group in name_groups("variants") for word in group}


def is_known(word: str) -> bool:
    """True for a spelling of a name that the lists know, so that a near one is another name."""
    return word in _canonical()


@cache
def _folded_words(kind: str) -> frozenset[str]:
    return frozenset(map(folded, name_words(kind)))


@lru_cache(maxsize=65536)
def read_name(name: str) -> ReadName:
    """The parts of a name as somebody typed it into a cell or a sentence."""
    linked = _LINK.match(name)
    text = linked[1] if linked else name
    for short, whole in _SHORT_FORMS:
        text = short.sub(whole, text)
    earlier = (*_BORN.findall(text), *_BRACKETED.findall(text))
    former = tuple(_part_of(word, group=0) for word in earlier)
    text = _PRONOUNS.sub(" ", _ASIDE.sub(" ", _BORN.sub(" ", text)))
    pieces = [words for words in map(_words, _COMMAS.split(_without_dots(text))) if words]
    pieces = [piece for i, piece in enumerate(pieces) if i == 0 or not _is_credentials(piece)]
    words, order_known = _given_first(pieces)
    return ReadName(tuple(_parts(words))[:_MOST_PARTS], order_known, former)


def numbers_differ(a: str, b: str) -> bool:
    """True for people whom only numbers tell apart: "Mentee 07" and "Mentee 08"."""
    one, other = _NUMBER.findall(a), _NUMBER.findall(b)
    return bool(one and other) and one != other


def _without_dots(text: str) -> str:
    """Ph.D. becomes PhD, while J.K. becomes two initials."""

    def undotted(found: re.Match[str]) -> str:
        letters = found[0].replace(".", "")
        return letters if letters.lower() in name_words("credentials") else " ".join(letters)

    return _DOTTED.sub(undotted, text)


def _words(piece: str) -> list[_Word]:
    words = [
        _Word(part, folded(part), group)
        for group, joined in enumerate(_SPLIT.split(piece))
        for part in _HYPHENS.split(joined)
        if folded(part) and any(letter.isalpha() for letter in part)
    ]
    return _with_initials_apart(_without_credentials(_without_titles(words)))


def _with_initials_apart(words: list[_Word]) -> list[_Word]:
    """Two capitals behind a name are initials, as in a list of authors: Brightman KL."""
    *names, last = words or [_Word("", "", 0)]
    shouted = all(name.written.isupper() for name in names)
    known = last.folded in name_words("common_surnames")
    if shouted or known or not _LONE_CAPITALS.match(last.written):
        return words
    return [*names, *(_Word(letter, letter.casefold(), last.group) for letter in last.written)]


def _without_titles(words: list[_Word]) -> list[_Word]:
    titles = _folded_words("titles")
    kept = [word for word in words if word.folded not in titles]
    return kept or words


def _without_credentials(words: list[_Word]) -> list[_Word]:
    shouted = all(word.written.isupper() for word in words)
    kept = list(words)
    while len(kept) > 1 and _is_credential(kept[-1], shouted=shouted, names_left=len(kept) - 1):
        kept.pop()
    return kept


def _is_credential(word: _Word, *, shouted: bool, names_left: int) -> bool:
    if word.folded not in name_words("credentials"):
        return False
    if word.folded not in name_words("credentials_or_names"):
        return True
    return word.written.isupper() and not shouted and names_left > 1


def _is_credentials(piece: Sequence[_Word]) -> bool:
    """True for what stands behind the comma in "Ana Ruiz, MD MPH"."""
    return all(word.folded in name_words("credentials") for word in piece)


def _given_first(pieces: list[list[_Word]]) -> tuple[list[_Word], bool]:
    if not pieces:
        return [], False
    if len(pieces) > 1:
        # Numbers of the second piece must not seem joined to those of the first.
        given = [_Word(w.written, w.folded, w.group + 100) for w in pieces[1]]
        return given + pieces[0], True
    words = pieces[0]
    capitals = [word for word in words if len(word.written) > 1 and word.written.isupper()]
    if capitals and len(capitals) < len(words) and words[0] in capitals:
        return [word for word in words if word not in capitals] + capitals, True
    return words, False


def _parts(words: list[_Word]) -> Iterator[Part]:
    before: list[str] = []
    for i, word in enumerate(words):
        last = i == len(words) - 1
        joined = folded("".join([*before, word.folded]))
        next_ = "" if last else words[i + 1].folded
        if not last and _leans_on_next(word, next_, is_first=i == 0, before=before):
            before.append(word.folded)
            continue
        if is_hangul(word.folded) and (len(words) == 1 or len(syllables(word.folded)) > 2):
            yield from (
                _part(said, written=said, group=i, said=ways)
                for said, ways in korean_name(word.folded)
                if said
            )
        elif is_chinese(word.folded):
            yield from (
                _part(latin(part), written=part, group=i) for part in chinese_name(word.folded)
            )
        else:
            yield _part_of(word.written, group=word.group, before=tuple(before), joined=joined)
        before = []


def _leans_on_next(word: _Word, next_: str, *, is_first: bool, before: list[str]) -> bool:
    """True for "de la", "al-", "Abdul" and halves of a name that is known as one word."""
    if word.folded in _SERVANT_OF and not before:
        return True
    if word.folded + next_ in _canonical() and not before:
        return True
    if word.folded in name_words("articles"):
        return not is_first or word.written[:1].islower() or len(next_) > len("abc")
    return word.folded in name_words("particles") and not is_first


def _part_of(written: str, *, group: int, before: tuple[str, ...] = (), joined: str = "") -> Part:
    plain = folded(written)
    small = bool(before) and all(
        word in name_words("particles") or word in name_words("articles") for word in before
    )
    spellings = {joined or plain}
    if small or not before:
        spellings.add(plain)
    if before and before[-1] in name_words("articles"):
        spellings.update((f"al{plain}", f"el{plain}"))
    if _OF.match(written):
        spellings.add(plain[1:])  # d'Almeida is de Almeida
    spellings.add(_without_article(plain))
    spellings.add(folded(written.lower().translate(_UMLAUTS)))
    text = plain if small or not before else joined
    return _part(latin(text), written=text, group=group, also=frozenset(spellings))


def joined(one: Part, other: Part) -> Part:
    """Two parts as one word: Tekle Haimanot and Teklehaimanot, Noor ul-Huda and Noorulhuda."""
    text = one.text + other.text
    also = frozenset(one.text + spelling for spelling in other.spellings)
    return _part(text, written=text, group=one.group, also=also)


@lru_cache(maxsize=131072)
def _part(
    text: str,
    *,
    written: str,
    group: int,
    also: frozenset[str] = frozenset(),
    said: frozenset[str] = frozenset(),
) -> Part:
    """said   further spellings that only sound like this part"""
    known = _canonical()
    folded_forms = {written, *also}
    spellings = {latin(form) for form in folded_forms} | {text}
    spellings |= {known[form] for form in folded_forms | spellings if form in known}
    sounds = {sound(form) for form in spellings | said}
    sounds |= {said for form in spellings for said in somali_sounds(form)}
    # Kowalska is Kowalski's sister, or herself as a form spells her.
    sounds |= {sound(f"{form[:-1]}i") for form in spellings if form.endswith(("ska", "cka"))}
    bare = _without_article(written)
    return Part(
        spellings=frozenset(spellings),
        sounds=frozenset(filter(None, sounds)),
        skeleton=consonants(bare),
        vowelless=is_consonantal(written) or leaves_vowels_out(written),
        group=group,
        text=text,
    )


def _without_article(word: str) -> str:
    """Zahrani for Alzahrani. What begins with a vowel, or is short, is a name: Alexandra, Alvin."""
    if word[:2] == "ال" and len(word) > 4:
        return word[2:]
    return word[2:] if _GLUED_ARTICLE.match(word) else word
