"""What somebody typed and has not sent: kept while she writes, and forgotten when she says so."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from mentorship.domain.sentences import sentence as _
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.drafts import forget_typed, keep, keeps_any_draft, page_named, typed_here
from mentorship.web.language import told
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import commit, person, see


@blueprint.post("/typed")
@open_to(SIGNED_IN)
@keeps_any_draft
def keep_typed() -> Response | tuple[str, int]:
    """What she typed is kept; nothing is sent to anybody."""
    is_kept = keep(person(), typed_here())
    if "later" not in request.form:
        return "", 204
    if is_kept:
        flash(told(_("What you typed is kept for a week. Nobody has seen it.")), "good")
    return see("account.home")


@blueprint.post("/typed/forget")
@open_to(SIGNED_IN)
def forget_what_i_typed() -> Response:
    """What she typed and did not send is gone; what she had sent stands as it was."""
    forget_typed(page_named(), about=request.form.get("about", ""))
    commit()
    return redirect(request.form.get("next") or url_for("account.home"), code=303)
