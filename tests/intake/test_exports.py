"""Sheets as real programs save them: whatever the file, the same people are read from it.

The files in data/exports were saved by LibreOffice 7.4 from two small sheets of invented people.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.intake.columns import recognise
from mentorship.intake.people import ReadSheet, read_people
from mentorship.intake.sheets import Sheet, read_sheet

EXPORTS = Path(__file__).parent.parent / "data" / "exports"
SAVED_AS = [
    "-semicolon-utf8.csv",
    "-quoted-utf8.csv",
    "-tab-utf16.csv",
    "-comma-windows-1252.csv",
    "-comma-mac-roman.csv",
    ".xlsx",
]
JUDGED = {"-comma-windows-1252.csv", "-comma-mac-roman.csv"}


def read(source: Path | bytes, side: Side = Side.MENTEE) -> tuple[Sheet, ReadSheet]:
    sheet = read_sheet(source, name=f"{side}s")
    return sheet, read_people(sheet, recognise(sheet, side))


def people(source: Path | bytes, side: Side = Side.MENTEE) -> list[Mentee | Mentor]:
    """Everybody, without the one answer whose writing a spreadsheet changes: the time stamp."""
    found = [one.person for one in read(source, side)[1].people]
    return [
        replace(
            person,
            row=None,
            key="",
            answers={of: w for of, w in person.answers.items() if of is not Field.STATED_AT},
        )
        for person in found
    ]


def the_rows() -> list[list[str]]:
    text = (EXPORTS / "mentees.csv").read_bytes().decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def as_text(rows: list[list[str]], *, separator: str = ",", end: str = "\r\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    return file.getvalue()


def as_book(change: Callable[[Workbook, Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in the_rows():
        sheet.append(row)
    change(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def everybody() -> list[Mentee | Mentor]:
    return people(EXPORTS / "mentees.csv")


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("saved", SAVED_AS)
def test_the_same_people_are_read_however_the_sheet_was_saved(side: Side, saved: str) -> None:
    expected = people(EXPORTS / f"{side}s.csv", side)

    assert len(expected) == 10
    assert people(EXPORTS / f"{side}s{saved}", side) == expected


@pytest.mark.parametrize("saved", SAVED_AS)
def test_a_guess_about_letters_is_said_and_nothing_else(saved: str) -> None:
    notes = read(EXPORTS / f"mentees{saved}")[0].notes

    assert [note for note in notes if "judged" in note] == list(notes)
    assert bool(notes) is (saved in JUDGED)


def test_an_open_document_is_refused_with_what_to_do() -> None:
    with pytest.raises(
        Refused, match=r"OpenDocument file\. Please save the sign-ups as XLSX or CSV"
    ):
        read(EXPORTS / "mentees.ods")


@pytest.mark.parametrize(
    ("above", "first_row"),
    [
        ([], 2),
        ([["Mentees, spring round"]], 3),
        ([["Mentees, spring round"], []], 4),
        ([[], ["exported 1 Feb"], []], 5),
        ([["About you"] + [""] * 8 + ["About the match"]], 3),
    ],
    ids=["nothing", "title", "title and gap", "date of export", "band"],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_questions_may_stand_below_a_title(
    above: list[list[str]], first_row: int, separator: str
) -> None:
    sheet, found = read(as_text([*above, *the_rows()], separator=separator).encode())

    assert [one.person.row for one in found.people] == list(range(first_row, first_row + 10))
    assert bool(sheet.notes) is bool(above)
    assert people(as_text([*above, *the_rows()], separator=separator).encode()) == everybody()


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_line_that_names_the_separator_is_not_counted(line: str) -> None:
    raw = (line + as_text(the_rows(), separator=";")).encode()

    assert read(raw)[1].people[0].person.row == 2
    assert people(raw) == everybody()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\r\n", "\r"),
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("Boston", "Bos\0ton"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("Boston", "Bos\ufeffton"),
    ],
    ids=["CR only", "LF", "NUL", "mark", "mark inside"],
)
def test_line_endings_and_stray_signs_change_nobody(change: Callable[[str], str]) -> None:
    cities = [person.place for person in everybody()]

    assert [person.place for person in people(change(as_text(the_rows())).encode())] == cities


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_every_unicode_form_is_read_without_a_guess(encoding: str) -> None:
    raw = as_text(the_rows()).encode(encoding)

    assert people(raw) == everybody()
    assert read(raw)[0].notes == ()


NAMES = {
    "cp1256": ["نورة المصري", "فاطمة الزهراء", "مريم حداد", "آمنة يوسف", "سارة خان"],
    "iso8859_6": ["نورة المصري", "فاطمة الزهراء", "مريم حداد", "آمنة يوسف", "سارة خان"],
    "gb18030": ["王小红", "李娜", "张伟丽", "刘洋", "陈静"],
    "cp1251": ["Анна Иванова", "Ольга Смирнова", "Мария Петрова", "Дарья Ким", "Вера Орлова"],
    "koi8_r": ["Анна Иванова", "Ольга Смирнова", "Мария Петрова", "Дарья Ким", "Вера Орлова"],
    "cp1250": ["Łucja Wiśniewska", "Zażółcia Gęś", "Šárka Nová", "Ágnes Szőke", "Żaneta Mąka"],
    "cp1254": ["Gülşen Işık", "Çağla Öztürk", "İpek Yıldız", "Ayşe Gül", "Tuğba Şen"],
    "iso8859_15": ["Noemí Ibáñez", "Søren Åkesson", "Chloé Lefèvre", "Jürgen Weiß", "Inês Brandão"],
    "cp850": ["Noemí Ibáñez", "Søren Åkesson", "Chloé Lefèvre", "Jürgen Weiß", "Inês Brandão"],
}


@pytest.mark.parametrize("encoding", NAMES)
def test_names_in_an_old_character_set_are_judged_by_their_letters_and_it_is_said(
    encoding: str,
) -> None:
    rows = "".join(f"{at}@example.org,{name},x\n" for at, name in enumerate(NAMES[encoding]))
    raw = ("Email Address,Full name,Field\n" + rows).encode(encoding)

    sheet, found = read(raw)

    assert [one.person.name for one in found.people] == NAMES[encoding]
    (note,) = sheet.notes
    assert "judged by how they look" in note


def test_letters_that_another_program_garbled_are_mended_and_it_is_said() -> None:
    garbled = as_text(the_rows()).encode().decode("latin-1").encode()

    sheet, _ = read(garbled)

    assert people(garbled) == everybody()
    (note,) = sheet.notes
    assert "garbled" in note


def test_whoever_writes_about_such_letters_keeps_them() -> None:
    raw = "Email Address,Full name,Field\na@example.org,Ana Ã© Lão São João,x\n".encode()

    assert [one.person.name for one in read(raw)[1].people] == ["Ana Ã© Lão São João"]


def test_a_letter_that_was_lost_in_a_name_is_named() -> None:
    raw = b"Email Address,Full name,Field\na@example.org,Zo? D?Aubign?,General surgery\n"

    (one,) = read(raw)[1].people

    assert [problem.problem for problem in one.problems] == [
        "Letters of this name were lost when the sheet was saved."
    ]


@pytest.mark.parametrize("length", [32_767, 1_000_000, 3_000_000])
def test_no_cell_is_too_long(length: int) -> None:
    rows = the_rows()
    words = rows[0].index("Anything else you want us to know?")
    rows[1][words] = "x" * length

    her = people(as_text(rows).encode())[0]

    assert her.answers[Field.ANYTHING_ELSE] == "x" * length
    assert her.anything_else


def test_an_answer_that_a_spreadsheet_failed_to_work_out_is_named() -> None:
    rows = the_rows()
    at = rows[0].index("Anything else you want us to know?")
    rows[1][at] = "#REF!"
    rows[2][at] = "Err:509"

    found = read(as_text(rows).encode())[1]

    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, rows[0][at]),
        (3, rows[0][at]),
    ]


def test_answers_without_their_questions_are_refused() -> None:
    with pytest.raises(Refused, match="its first row already answers"):
        read(as_text(the_rows()[1:]).encode())


def _stamps(book: Workbook, sheet: Worksheet) -> None:
    for row in range(2, 12):
        sheet.cell(row, 1).value = datetime(2026, 9, 14, 10, row, tzinfo=UTC).replace(tzinfo=None)


def _title(book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Mentees, spring round"
    sheet.merge_cells("A1:F1")


def _margin(book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_cols(1, 2)
    sheet.insert_rows(1, 3)


def _notes_first(book: Workbook, sheet: Worksheet) -> None:
    other = book.create_sheet("Read me", 0)
    other.append(["This is the export of the spring form"])
    other.append(["Please do not change it"])


def _hidden_first(book: Workbook, sheet: Worksheet) -> None:
    other = book.create_sheet("last year", 0)
    other.append(["Email Address", "Full name", "Field"])
    other.append(["old@example.org", "Old Row", "x"])
    other.sheet_state = "hidden"


def _empty_first(book: Workbook, sheet: Worksheet) -> None:
    book.create_sheet("Sheet1", 0)


def _mentors_first(book: Workbook, sheet: Worksheet) -> None:
    sheet.title = "mentees"
    other = book.create_sheet("mentors", 0)
    other.append(["Email Address", "Full name and credentials", "Specialty", "How many mentees"])
    other.append(["ruth@example.org", "Ruth Cohen", "x", 1])


@pytest.mark.parametrize(
    "change", [_stamps, _title, _margin, _notes_first, _hidden_first, _empty_first, _mentors_first]
)
def test_workbooks_as_people_keep_them(change: Callable[[Workbook, Worksheet], object]) -> None:
    expected = [(person.name, person.email, person.words) for person in everybody()]

    found = people(as_book(change))

    assert [(person.name, person.email, person.words) for person in found] == expected


def test_it_is_said_which_sheet_of_several_was_read() -> None:
    (note,) = read(as_book(_mentors_first))[0].notes

    assert note == 'Of the mentees workbook, the sheet "mentees" was read, and not "mentors".'


def test_what_was_typed_stands_where_a_formula_failed() -> None:
    def fails(book: Workbook, sheet: Worksheet) -> None:
        sheet["C2"] = "=Noemí is my name"

    (one, *_) = read(as_book(fails))[1].people

    assert one.person.name == "=Noemí is my name"
    assert "formula" in one.problems[0].problem
