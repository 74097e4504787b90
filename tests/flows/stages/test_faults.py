"""The life of a fault: said once, mended or made past, and closed; nothing else closes it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from flows.commands.run import tell
from flows.ledger.events import verify_events
from flows.ledger.ledger import open_ledger
from flows.ledger.tables import events
from flows.stages.mending import MENDED
from flows.stages.night import run_night
from flows.workspace.layout import Workspace
from flows.workspace.settings import load_settings
from reports.fixme import READ_ME, fixme_book
from reports.kit.scorecard import scorecard_book
from reports.save import workbook_bytes
from schemas.books.fixme import FixMe
from schemas.books.kit import ScorecardForm
from schemas.file_report import FileReport
from schemas.run import Run
from schemas.words import FileStatus, SourceName
from scoring.kit.forms import form_questions
from tests.kit_forms import MADE_AT, Filling
from tests.samples.workspace import Row, drop, interview, make_workspace

GOOD = interview("c-both", 5, 5)
SHEET = "Rows to mend"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "ws")


def wrong(rating: str, rater: str = "r1", candidate: str = "c-new") -> Row:
    return (candidate, "CS-1", rater, "ownership", rating, "")


def open_places(root: Path) -> list[tuple[str, str]]:
    faults = open_ledger(Workspace(root)).catalog.open_faults()
    return [(name, fault.where) for name, fault in faults]


def mend(
    root: Path, report: FileReport, change: Callable[[Any], None], name: str = "mended.xlsx"
) -> Path:
    book = load_workbook(root / str(report.fixme))
    change(book)
    path = root / "inbox" / name
    book.save(path)
    return path


def typed(answers: dict[str, str]) -> Callable[[Any], None]:
    """Give cells that hold a text another one."""

    def change(book: Any) -> None:
        for line in book[SHEET].iter_rows():
            for cell in line[3:]:
                cell.value = answers.get(cell.value, cell.value)

    return change


def change_settings(root: Path) -> None:
    policy = root / "config" / "policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8") + "\n# looked at\n", encoding="utf-8")
    text = policy.read_text(encoding="utf-8")
    seats = text.index("seats: ") + len("seats: ")
    policy.write_text(text[:seats] + "4" + text[seats + 1 :], encoding="utf-8")


def only(run: Run) -> FileReport:
    (report,) = run.files
    return report


def test_a_mended_fault_stays_closed_when_the_file_is_read_again(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55")])
    mend(root, only(run_night(root)), typed({"55": "5"}))
    again = only(run_night(root))
    assert [(one.name, one.n_faults) for one in again.closes] == [("a.csv", 1)]
    change_settings(root)
    read_again = only(run_night(root))
    assert (read_again.name, read_again.n_faults, read_again.fixme) == ("a.csv", 0, None)
    assert open_places(root) == []
    assert list((root / "fixme").glob("*.xlsx")) == []


def test_of_a_file_read_again_only_what_is_open_is_said(root: Path) -> None:
    book = Workbook()
    for title, rating in (("First", "55"), ("Second", "66")):
        sheet = book.create_sheet(title)
        for row in (("Candidate", "Opening", "Interviewer", "Question", "Rating", "Note"), *GOOD):
            sheet.append(row)
        sheet.append(wrong(rating))
    del book["Sheet"]
    book.save(root / "inbox" / "a.xlsx")
    first = only(run_night(root))
    assert first.n_faults == 2
    ledger = open_ledger(Workspace(root))
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE faults SET closed = 1 WHERE id = 1")
    change_settings(root)
    again = only(run_night(root))
    assert (again.status, again.n_faults) == (FileStatus.PARTLY, 1)
    assert open_places(root) == [("a.xlsx", "sheet Second, row 26, column Rating")]
    assert load_workbook(root / str(again.fixme)).sheetnames[1] == "Second"


def test_a_row_that_comes_back_wrong_is_a_fault_once(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55"), wrong("66", "r2")])
    first = only(run_night(root))
    mend(root, first, typed({"55": "5"}), name="any.xlsx")
    second = only(run_night(root))
    assert (second.status, second.n_responses, second.n_faults) == (FileStatus.PARTLY, 1, 1)
    assert open_places(root) == [("any.xlsx", "row 3, column Rating")]
    assert [str(path.relative_to(root)) for path in (root / "fixme").glob("*.xlsx")] == [
        second.fixme
    ]
    mend(root, second, typed({"66": "4"}), name="other.xlsx")
    run_night(root)
    assert open_places(root) == []
    assert len(list((root / "fixme" / MENDED).iterdir())) == 2


def test_the_fixme_of_a_fixme_is_called_as_that_one_was(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55")])
    first = only(run_night(root))
    mend(root, first, typed({"55": "77"}), name=Path(str(first.fixme)).name)
    second = only(run_night(root))
    assert str(second.fixme).startswith("fixme/fixme-a-")
    assert second.fixme != first.fixme


def test_rows_deleted_from_a_fixme_close_their_faults(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55"), wrong("66", "r2")])
    mend(root, only(run_night(root)), lambda book: book[SHEET].delete_rows(2, 2))
    report = only(run_night(root))
    assert (report.status, report.n_responses) == (FileStatus.INGESTED, 0)
    assert "rows were all deleted" in report.reason
    assert open_places(root) == []


def test_a_fixme_whose_sheet_is_gone_closes_nothing(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55")])

    def rename(book: Any) -> None:
        book[SHEET].title = "Mine"

    mend(root, only(run_night(root)), rename)
    report = only(run_night(root))
    assert report.status is FileStatus.REFUSED
    assert "renamed or removed" in report.reason
    assert ("a.csv", "row 26, column Rating") in open_places(root)


def test_a_mended_scorecard_leaves_open_what_no_row_mends(root: Path) -> None:
    settings = load_settings(root)
    role = next(role for role in settings.roles if role.claims("CS-1"))
    asked = form_questions(settings.culture, role)
    forms = [
        ScorecardForm(requisition_id="CS-1", candidate_id=who, rater_id="r-1", questions=asked)
        for who in ("c-1", "c-2")
    ]
    path = root / "inbox" / "cards.xlsx"
    path.write_bytes(workbook_bytes(scorecard_book(forms), MADE_AT))
    question = next(one for one in asked if one.kind == "rating")
    with Filling(path) as filling:
        for number in (1, 2):
            filling.type(f"twokeys:{number}:question:{question.question_id}", 99)
            filling.type(f"twokeys:{number}:date", "some day")
    first = only(run_night(root))
    assert first.n_faults == 4
    (said_once,) = first.others
    assert said_once.startswith("row 5, column Interview date: ")
    assert said_once.endswith("(2 times)")
    book = load_workbook(root / str(first.fixme))
    said = [str(cell.value) for line in book[READ_ME].iter_rows() for cell in line]
    places = [fault.sheet for _, fault in open_ledger(Workspace(root)).catalog.open_faults()]
    assert all(any(f"sheet {sheet}, " in text for text in said) for sheet in places)
    assert book["Records to mend"].max_row == 3

    def mended(book: Any) -> None:
        for line in book["Records to mend"].iter_rows():
            for cell in line:
                cell.value = "5" if cell.value == "99" else cell.value

    mend(root, first, mended)
    report = only(run_night(root))
    assert (report.n_responses, report.n_faults) == (2, 0)
    faults = open_ledger(Workspace(root)).catalog.open_faults()
    assert [(name, fault.code) for name, fault in faults] == [("cards.xlsx", "unreadable_date")] * 2
    assert list((root / "fixme").glob("*.xlsx")) == []


def test_a_refused_file_gets_its_reason_and_no_workbook(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "inbox" / "panel.pdf").write_bytes(b"%PDF-1.7\nnot a table")
    (root / "inbox" / "empty.csv").write_bytes(b"")
    run = run_night(root)
    assert [(one.status, one.fixme) for one in run.files] == [(FileStatus.REFUSED, None)] * 2
    assert not (root / "fixme").exists() or not any((root / "fixme").iterdir())
    tell(run, Workspace(root))
    told = capsys.readouterr().err
    assert "mend and drop again" not in told
    assert all(one.reason in told for one in run.files)
    assert "1 fault)" in told
    drop(root, "panel.csv", GOOD)
    later = run_night(root)
    tell(later, Workspace(root))
    assert "closes 1 fault of panel.pdf" in capsys.readouterr().err
    assert [name for name, _ in open_places(root)] == ["empty.csv"]
    change_settings(root)
    assert [one.name for one in run_night(root).files] == ["empty.csv"]


def test_a_later_file_of_the_same_name_closes_the_faults_of_the_earlier(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55")])
    drop(root, "b.csv", [*GOOD, wrong("66", "r2")])
    run_night(root)
    drop(root, "a.csv", [*GOOD, wrong("5"), wrong("77", "r3")])
    later = only(run_night(root))
    assert [(one.name, one.n_faults) for one in later.closes] == [("a.csv", 1)]
    assert open_places(root) == [
        ("b.csv", "row 26, column Rating"),
        ("a.csv", "row 27, column Rating"),
    ]
    assert len(list((root / "fixme").glob("*.xlsx"))) == 2


def test_a_file_of_the_same_name_about_others_closes_nothing(root: Path) -> None:
    drop(root, "export.csv", [*GOOD, wrong("55")])
    run_night(root)
    drop(root, "export.csv", interview("c-next", 4, 4))
    assert only(run_night(root)).closes == ()
    assert open_places(root) == [("export.csv", "row 26, column Rating")]


def test_fixmes_of_two_files_saved_under_one_name_are_two(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55")])
    drop(root, "b.csv", [*GOOD, wrong("66", "r2")])
    reports = {one.name: one for one in run_night(root).files}
    mend(root, reports["a.csv"], typed({"55": "77"}))
    run_night(root)
    mend(root, reports["b.csv"], typed({"66": "6"}))
    run_night(root)
    assert [name for name, _ in open_places(root)] == ["mended.xlsx", "mended.xlsx"]


def test_a_fixme_without_rows_says_so(root: Path) -> None:
    empty = FixMe(file_name="panel.pdf", digest="ab" * 32, source=SourceName.UNKNOWN)
    content = workbook_bytes(fixme_book(empty), datetime(2026, 3, 2, tzinfo=UTC))
    (root / "inbox" / "fixme-panel.xlsx").write_bytes(content)
    report = only(run_night(root))
    assert (report.status, report.fixme) == (FileStatus.REFUSED, None)
    assert "holds no rows to mend" in report.reason


def test_each_closing_is_an_event_that_names_nobody(root: Path) -> None:
    drop(root, "a.csv", [*GOOD, wrong("55")])
    first = only(run_night(root))
    mend(root, first, typed({"55": "5"}))
    second = only(run_night(root))
    ledger = open_ledger(Workspace(root))
    with ledger.engine.connect() as connection:
        assert verify_events(connection) == []
        (closed,) = [
            row for row in connection.execute(events.select()) if row.kind == "faults_closed"
        ]
    assert closed.content | {"run_id": ""} == {
        "digest": first.digest,
        "by": second.digest,
        "n_faults": 1,
        "run_id": "",
    }
