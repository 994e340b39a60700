"""What a screen offers beside its questions: words to begin with, lists to choose from, a note."""

from collections.abc import Callable, Mapping

from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.work_addresses import looks_like_work
from mentorship.services.institutions import register
from mentorship.web.cities import CITIES
from mentorship.web.pages import database, now, person
from mentorship.web.screens import Screen

PROMPTS = (
    _("What I wish I could ask out loud…"),
    _("The meeting I dread…"),
    _("In a year I’d like to…"),
    _("What nobody ever explained to me…"),
)


def more_on(screen: Screen) -> Mapping[str, object]:
    """What the template of this screen shows beside its form."""
    find = _MORE.get(screen.number)
    return find() if find else {}


def _address() -> Mapping[str, object]:
    address = person().email
    is_work = looks_like_work(address, register=register(database()))
    return {"address": address, "is_work": is_work}


def _lists() -> Mapping[str, object]:
    fields = [field.label for field in vocabulary().specialties.values()]
    return {"fields": fields, "cities": CITIES}


def _mirrors() -> Mapping[str, object]:
    """Topic, as its box is sent → how a mentor who offers it says it."""
    topics = vocabulary().topics.values()
    return {"mirrors": {str(topic.label): topic.mentor_label for topic in topics}}


def _prompt() -> Mapping[str, object]:
    """Another one each day, and not the same for everybody; the same all day for her."""
    return {"prompt": PROMPTS[(now().toordinal() + person().id) % len(PROMPTS)]}


_MORE: Mapping[int, Callable[[], Mapping[str, object]]] = {
    1: _address,
    3: _lists,
    4: _mirrors,
    5: _prompt,
}
