"""The four screens of a mentor's sign-up, in their order: who must not meet comes first."""

from mentorship.domain.sentences import sentence as _
from mentorship.web.mentor.forms import AboutForm, RoomForm, TalkForm, WorkForm
from mentorship.web.screens import in_order

SIGN_UP = "mentor-sign-up"
SCREENS = in_order(
    SIGN_UP,
    (
        (WorkForm, _("You, your work and your roles")),
        (RoomForm, _("Room, and what you are glad to talk about")),
        (TalkForm, _("How and when you can talk")),
        (AboutForm, _("About you")),
    ),
)
