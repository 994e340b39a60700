"""Everything on a sheet that was not read as written, as a table for a spreadsheet.

Whoever takes it is on record first: the button writes that down, and only then does the file open.
"""

from collections.abc import Iterator

from werkzeug.wrappers import Response

from mentorship.domain.harmless import Row, as_csv
from mentorship.models.audit import Verb
from mentorship.models.round import SheetImport
from mentorship.services.audit import just_recorded, record
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, the_round, the_sheet
from mentorship.web.fresh import ask_first, is_fresh
from mentorship.web.pages import commit, database, now, person, see

# Spreadsheets take a file without this mark for an older alphabet.
_UTF8_MARK = "\ufeff"
_HEADER = ("Row", "Column", "What happened", "What to do")


@blueprint.post("/<round_id>/bring-in/<import_id>/problems.csv")
@open_to(COORDINATOR)
def take_problems(round_id: str, import_id: str) -> Response:
    sheet = the_sheet(the_round(round_id), import_id)
    if not is_fresh():
        return ask_first("coordinator.dry_run", round_id=round_id, import_id=import_id)
    record(database(), by=person(), verb=Verb.DOWNLOAD, subject=sheet.id, now=now())
    commit()
    return see("coordinator.problems", round_id=round_id, import_id=import_id)


@blueprint.get("/<round_id>/bring-in/<import_id>/problems.csv")
@open_to(COORDINATOR)
def problems(round_id: str, import_id: str) -> Response:
    """Row, column, problem and fix: nothing that anybody wrote."""
    sheet = the_sheet(the_round(round_id), import_id)
    if not just_recorded(database(), Verb.DOWNLOAD, subject=sheet.id, by=person(), now=now()):
        return see("coordinator.dry_run", round_id=round_id, import_id=import_id)
    answer = Response(_UTF8_MARK + as_csv(_HEADER, _rows(sheet)), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename="rows.csv")
    return answer


def _rows(sheet: SheetImport) -> Iterator[Row]:
    for part in ("problems", "guests"):
        for line in sheet.findings.get(part, ()):
            yield line["row"], line["column"] or "The whole row", line["problem"], line["fix"]
