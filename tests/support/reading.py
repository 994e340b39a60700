"""How hard a text is to read: the grade of Flesch and Kincaid, for texts as short as a page.

grade = 0.39 words per sentence + 11.8 syllables per word - 15.59

Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of new readability
formulas for Navy enlisted personnel, Research Branch Report 8-75, Millington (Tennessee) 1975.
The grade is a year of school in the United States: grade 6 is read at the age of about eleven.

Syllables are counted as groups of vowels, less the silent e: right for nine words of ten, and
wrong in both directions, so that it evens out over a page.
"""

import re
from collections.abc import Iterable

# What everybody here knows, or has to be called by its name: counted like any word of two.
KNOWN = frozenset(
    re.findall(
        r"\w+",
        """academy animal authenticator calendar certificate community coordinator department email
        hospital institution introduction introduced january february april june july september
        october november december medical medicine mentee mentees mentor mentors passkey passkeys
        patient patients pediatrics retaliation surgeon surgeons surgery surgical university""",
    )
)
_AVERAGE = 2
_VALUE = re.compile(r"%\((\w+)\)[sd]|%%|&\w+;")
_TAG = re.compile(r"<[^>]+>")
_SHORT = re.compile(r"\b(Dr|e\.g|i\.e|findahelpline)\.")
# Labels and titles have no stop at their end; as sentences they would make every page look easy.
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]")
_WORD = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*")
_SHORTENED = re.compile(r"['’]\w+$")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouytd]ed$|[^aeiouyscxzgl]es$|[aeiouy]les$")


def grade(texts: Iterable[str]) -> float:
    """The year of school in which the sentences of these texts are read."""
    sentences = [words for text in texts for words in sentences_of(text)]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def sentences_of(text: str) -> list[list[str]]:
    """The words of every whole sentence."""
    plain = _SHORT.sub(r"\1", _TAG.sub(" ", _VALUE.sub("Hodan", text)))
    return [words for part in _SENTENCE.findall(plain) if (words := _WORD.findall(part))]


def syllables_of(word: str) -> int:
    bare = _SHORTENED.sub("", word.lower())
    if bare in KNOWN:
        return min(_AVERAGE, len(_VOWELS.findall(bare)))
    silent = len(bare) > 3 and _SILENT.search(bare) is not None
    return max(1, len(_VOWELS.findall(bare)) - silent)
