"""Every form tool's export, with the traps seen in real files; the fixtures are our own."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from flows.intake.read import read_file
from flows.intake.reading import Reading
from schemas.config.source import Source
from schemas.words import SourceName
from scoring.guides import Guides
from tests.conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures" / "intake"
FORM = {"candidate": "Candidate", "requisition": "Requisition"}


def adding(builtin: str, columns: dict[str, str] | None = None, **more: object) -> Source:
    """A map that adds to a built-in form reader."""
    made = {"name": "panel", "reads": "builtin", "builtin": builtin, "columns": columns or FORM}
    return Source.model_validate(made | more)


def at(text: str) -> datetime:
    """A naive time."""
    return datetime.fromisoformat(text)


def values(reading: Reading) -> dict[tuple[str, str, str], float | None]:
    """The value of each candidate, rater and question; the last of a key."""
    rows = reading.responses.select("candidate_id", "rater_id", "question", "value").iter_rows()
    return {
        (candidate, rater.split("@")[0], question): value
        for candidate, rater, question, value in rows
    }


def places(reading: Reading) -> list[tuple[str, int | None, str]]:
    """What is wrong, and where."""
    return [(fault.code, fault.row, fault.column) for fault in reading.faults]


def test_google_forms_with_every_trap(guides: Guides) -> None:
    source = adding("google_forms")
    reading = read_file(FIXTURES / "google_forms.csv", guides, (source,))
    assert reading.source is SourceName.GOOGLE_FORMS
    found = values(reading)
    assert found["c-01", "bo", "Ownership"] == 4  # “4 - Agrees”
    assert found["c-01", "bo", "Design"] is None  # ---
    assert (found["c-02", "cy", "Ownership"], found["c-02", "cy", "Design"]) == (None, None)
    assert (found["c-02", "cy", "silos"], found["c-01", "ann", "silos"]) == (1, 0)
    # The same interviewer rated the same candidate twice: both are there, the later one last.
    assert found["c-01", "ann", "Ownership"] == 5
    assert places(reading) == [
        ("unknown_label", 7, "How did they do? [Ownership]"),
        ("other_scale", 8, "How did they do? [Ownership]"),
        ("unknown_label", 9, "How did they do? [Ownership]"),
        ("missing_candidate", 10, "Candidate"),
    ]
    assert set(reading.responses["group"]) == {"How did they do?", ""}
    unread = [note for note in reading.notes if note.startswith("not read")]
    assert [note.split("”")[0] for note in unread] == [
        "not read: column ““Verdict",
        "not read: column “What happened?",
    ]
    assert "1 columns without a heading were not read" in reading.notes


def test_a_column_of_a_grid_that_a_map_lists_is_known_by_its_row(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "grid.csv"
    path.write_text(
        "Timestamp,Rater,Candidate,How did they do? [Ownership],Again [Ownership]\n"
        "10/28/2025 15:03:45,ann,c-1,4,2\n"
    )
    source = Source.model_validate(
        {
            "name": "grid",
            "reads": "builtin",
            "builtin": "google_forms",
            "requisition": "CS-1",
            "columns": {"candidate": "Candidate", "rater": "Rater"},
            "questions": [
                {"column": heading, "scale": {"low": 1, "high": 5}}
                for heading in ("How did they do? [Ownership]", "Again [Ownership]")
            ],
        }
    )
    found = read_file(path, guides, (source,)).responses
    assert found.select("question", "group", "value").rows() == [
        ("Ownership", "How did they do?", 4.0),
        ("Again [Ownership]", "", 2.0),
    ]


def test_google_forms_times_keep_an_offset_that_was_written_and_no_other(guides: Guides) -> None:
    reading = read_file(FIXTURES / "google_forms.csv", guides, (adding("google_forms"),))
    times = (
        reading.responses.select("rater_id", "submitted_at", "tz_known")
        .unique()
        .sort("rater_id", "submitted_at")
    )
    assert times.rows() == [
        ("ann@example.test", at("2025-10-28 15:03:45"), False),
        ("ann@example.test", at("2025-10-30 09:00:00"), False),
        ("bo@example.test", at("2025-10-29 12:00:00"), True),  # 15:00 at GMT+3
        ("cy@example.test", at("2025-09-08 18:58:23"), True),  # 13:58:23 at GMT-0500
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "Horodateur,Nom d’utilisateur",
        "Zeitstempel,Nutzername",
        "Tijdstempel,E-mailadres",
        "Sygnatura czasowa,Adres e-mail",
        "Zaman damgası,E-posta Adresi",
        "タイムスタンプ,メールアドレス",
        "Отметка времени,Адрес электронной почты",
    ],
)
def test_google_forms_in_any_language_takes_the_respondent_as_the_rater(
    tmp_path: Path, guides: Guides, headings: str
) -> None:
    path = tmp_path / "form.csv"
    path.write_text(
        f"{headings},Candidate,Requisition,Design\n2026/03/04 15:03:45,ann@example.test,c-1,R-1,4\n"
    )
    reading = read_file(path, guides, (adding("google_forms"),))
    assert values(reading) == {("c-1", "ann", "Design"): 4}


def test_google_forms_in_another_language_reads_days_first_where_the_column_shows_it(
    guides: Guides,
) -> None:
    source = adding("google_forms", {"candidate": "Candidato", "requisition": "Vaga"})
    reading = read_file(FIXTURES / "google_forms_portuguese.csv", guides, (source,))
    assert reading.responses["submitted_at"].to_list() == [
        at("2025-10-31 10:00:00"),
        at("2025-11-01 10:00:00"),
    ]
    assert "dates read day first" in reading.notes


def test_google_sheets_workbook_with_a_timestamp_of_zero_and_swapped_dates(
    tmp_path: Path, guides: Guides
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Timestamp", "Email Address", "Candidate", "Requisition", "Ownership"])
    sheet.append([at("2025-03-04 10:00:00"), "ann@example.test", "c-01", "R-1", 4])
    sheet.append(["25/03/2025 10:00:00", "bo@example.test", "c-01", "R-1", 5])
    sheet.append([0, "cy@example.test", "c-01", "R-1", 3])
    sheet["A4"].number_format = "h:mm"
    path = tmp_path / "sheets.xlsx"
    book.save(path)
    reading = read_file(path, guides, (adding("google_forms"),))
    assert reading.faults == ()
    assert reading.responses["submitted_at"].to_list()[2] is None
    assert any("day and month may be swapped" in note for note in reading.notes)


def test_qualtrics_with_three_header_rows_and_every_trap(guides: Guides) -> None:
    source = adding("qualtrics", {"candidate": "Cand", "requisition": "Req"})
    reading = read_file(FIXTURES / "qualtrics.csv", guides, (source,))
    assert reading.source is SourceName.QUALTRICS
    found = values(reading)
    assert found == {
        ("c-01", "ann", "Ownership"): 4,
        ("c-01", "ann", "Design"): 5,
        ("c-01", "ann", "Verdict"): 4,
        ("c-01", "bo", "Ownership"): 3,
        ("c-01", "bo", "Design"): None,
        ("c-01", "bo", "Verdict"): 4,
    }
    assert places(reading) == [
        ("outside_scale", 9, "Q1"),
        ("unknown_label", 9, "SCI_7 (QID7_7)"),
    ]
    # 09:30 in Denver in January is 16:30 UTC; a time without seconds is read too.
    assert sorted(set(reading.responses["submitted_at"])) == [
        at("2026-01-10 16:30:00"),
        at("2026-01-10 16:31:00"),
    ]
    assert reading.responses["tz_known"].all()
    assert reading.dropped_columns == ("IPAddress", "LocationLatitude", "LocationLongitude")
    assert {
        "3 header rows",
        "2 previews or tests left out",
        "1 unfinished responses left out",
    } <= set(reading.notes)
    assert not any("Click" in note or "Submit" in note for note in reading.notes)


def test_a_question_is_dropped_by_its_text_where_its_heading_is_a_code(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "survey.csv"
    ids = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in ("recordedDate", *"abcde"))
    path.write_text(
        "RecordedDate,Q1,Q2,Q3,Q4,Q5\nRecorded,Candidate,Requisition,Interviewer,Design,"
        f"What is your gender?\n{ids}\n2026-01-13 09:10:00,c-1,R-1,ann,9,never stored\n"
        "2026-01-13 09:20:00,c-2,R-1,ann,4,never stored\n"
    )
    columns = {"candidate": "Q1", "requisition": "Q2", "rater": "Q3"}
    source = adding("qualtrics", columns, questions=[{"column": "Q5", "kind": "text"}])
    reading = read_file(path, guides, (source,))
    assert values(reading) == {("c-2", "ann", "Design"): 4}
    assert reading.dropped_columns == ("Q5",)
    kept = [
        *reading.responses.rows(),
        *(row for table in reading.tables for row in table.rows.rows()),
    ]
    assert "never stored" not in str(kept)
    assert not any("Q5" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("name", "headers", "charset"),
    [("qualtrics_legacy.csv", 2, "utf-8"), ("qualtrics_utf16.tsv", 3, "utf-16")],
)
def test_qualtrics_of_the_old_exporter_and_as_tab_separated_text(
    guides: Guides, name: str, headers: int, charset: str
) -> None:
    source = adding("qualtrics", {"candidate": "Candidate", "requisition": "Requisition"})
    reading = read_file(FIXTURES / name, guides, (source,))
    assert values(reading) == {("c-01", "ann", "Ownership"): 4}
    assert {f"{headers} header rows", f"encoding {charset}"} <= set(reading.notes)


@pytest.mark.parametrize("texts", [True, False])
def test_qualtrics_without_import_ids_as_its_workbooks_are(
    tmp_path: Path, guides: Guides, texts: bool
) -> None:
    own = "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,RecipientEmail"
    said = "Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,Recipient Email"
    asked = "Candidate,Requisition,Rate - Ownership,Rate - Design,Red flags - Selected Choice"
    sent = "2026-01-13 09:10:00"
    rest = f"True,{sent},R_1,ann@example.test,c-1,R-1,4,3,Silos"
    sheet = (book := openpyxl.Workbook()).worksheets[0]
    for row in (
        f"{own},Q1,Q2,Q3,Q3,Q4",
        *([f"{said},{asked}"] if texts else []),
        f"{sent},{sent},IP Address,{rest}",
        f"{sent},{sent},Survey Preview,{rest}",
    ):
        sheet.append(row.split(","))
    book.save(tmp_path / "survey.xlsx")
    questions = [] if texts else [{"column": "Q3 (2)", "question": "Design"}]
    source = adding("qualtrics", {"candidate": "Q1", "requisition": "Q2"}, questions=questions)
    reading = read_file(tmp_path / "survey.xlsx", guides, (source,))
    assert reading.source is SourceName.QUALTRICS
    found = {question: value for (_, _, question), value in values(reading).items()}
    assert found == {"Design": 3} | ({"Ownership": 4, "silos": 1} if texts else {})
    assert "1 previews or tests left out" in reading.notes


def test_surveymonkey_joins_its_two_header_rows(guides: Guides) -> None:
    reading = read_file(FIXTURES / "surveymonkey.csv", guides, (adding("surveymonkey"),))
    assert reading.source is SourceName.SURVEYMONKEY
    assert values(reading) == {("c-01", "ann", "Ownership"): 4, ("c-01", "ann", "Design"): None}
    assert places(reading) == [("unknown_label", 4, "How did they do?<br>Rate each.\nOwnership")]
    assert reading.dropped_columns == ("IP Address", "Gender")
    assert set(reading.responses["group"]) == {"How did they do? Rate each."}


def test_surveymonkey_with_one_merged_header_row(guides: Guides) -> None:
    reading = read_file(FIXTURES / "surveymonkey_merged.csv", guides, (adding("surveymonkey"),))
    assert values(reading) == {("c-01", "ann", "Ownership"): 4}
    assert "1 header rows" in reading.notes


def test_surveymonkey_with_one_header_row_names_the_row_after_a_dash(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "Respondent ID,End Date,Email Address,Candidate,Requisition,Rate them - Ownership\n"
        "11,2026-01-13 09:10:00,ann@example.test,c-01,R-1,4\n"
    )
    reading = read_file(path, guides, (adding("surveymonkey"),))
    assert values(reading) == {("c-01", "ann", "Ownership"): 4}


def test_surveymonkey_with_headings_written_as_fields(tmp_path: Path, guides: Guides) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "respondent_id,date_created,date_modified,ip_address,email_address,Candidate,"
        "Requisition,How did they do?,\n,,,,,Open-Ended Response,Response,Ownership,Design\n"
        "11,2026-01-13 09:00:00,2026-01-13 09:10:00,192.0.2.7,ann@example.test,c-01,R-1,4,3\n"
    )
    reading = read_file(path, guides, (adding("surveymonkey"),))
    assert reading.dropped_columns == ("ip_address",)
    assert values(reading) == {("c-01", "ann", "Ownership"): 4, ("c-01", "ann", "Design"): 3}
    assert set(reading.responses["submitted_at"]) == {at("2026-01-13 09:10:00")}


def test_typeform_with_hidden_fields_and_mangled_letters(guides: Guides) -> None:
    columns = {"candidate": "candidate_id", "requisition": "requisition_id", "rater": "interviewer"}
    source = adding("typeform", columns)
    reading = read_file(FIXTURES / "typeform.csv", guides, (source,))
    assert reading.source is SourceName.TYPEFORM
    assert values(reading) == {("c-01", "ann", "Ownership"): 4, ("c-02", "ann", "Ownership"): None}
    assert reading.responses["tz_known"].all()
    assert reading.dropped_columns == ("Network ID",)


def test_typeform_leaves_out_what_nobody_sent(tmp_path: Path, guides: Guides) -> None:
    path = tmp_path / "form.csv"
    path.write_text(
        "#,Candidate,Requisition,Interviewer,Design,Response Type,Submit Date (UTC)\n"
        "a,c-1,R-1,ann,2,partial,\n"
        "b,c-1,R-1,ann,4,completed,2026-01-13 09:10:00\n"
        "c,c-2,R-1,ann,9,completed,2026-01-13 09:20:00\n"
    )
    source = adding("typeform", {**FORM, "rater": "Interviewer"})
    reading = read_file(path, guides, (source,))
    assert values(reading) == {("c-1", "ann", "Design"): 4}
    assert places(reading) == [("outside_scale", 4, "Design")]
    assert "left out: 1 row that was never submitted" in reading.notes


@pytest.mark.parametrize(
    "own",
    [
        "Response ID,Date submitted,Last page,Start language,Seed,IP address",
        "Antwort ID,Datum Abgeschickt,Letzte Seite,Start-Sprache,Zufallsstartwert,IP-Adresse",
    ],
)
def test_limesurvey_with_texts_for_headings(tmp_path: Path, guides: Guides, own: str) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        f"{own},Candidate,Requisition,Interviewer,How did they do? [Ownership],Design\n"
        "1,2026-01-13 09:10:00,3,en,77,192.0.2.7,c-1,R-1,ann,4,3\n2,,1,en,78,,c-2,R-1,ann,,\n"
    )
    source = adding("limesurvey", {**FORM, "rater": "Interviewer"})
    reading = read_file(path, guides, (source,))
    assert values(reading) == {("c-1", "ann", "Ownership"): 4, ("c-1", "ann", "Design"): 3}
    assert reading.dropped_columns == (own.rpartition(",")[2],)
    assert "left out: 1 row that was never submitted" in reading.notes


def test_limesurvey_by_codes_and_subquestions(guides: Guides) -> None:
    columns = {"candidate": "CAND. Candidate", "requisition": "REQ. Requisition"}
    columns["rater"] = "WHO. Interviewer"
    percent = {"column": "Q02. Percent kept", "question": "people_first_past"}
    never = {"low": 1, "high": 5, "labels": {"Never": 1}}
    design = {
        "column": "Q01[SQ002]. How did they do?: [Design]",
        "question": "Design",
        "scale": never,
    }
    source = adding("limesurvey", columns, questions=[percent, design])
    reading = read_file(FIXTURES / "limesurvey.csv", guides, (source,))
    assert reading.source is SourceName.LIMESURVEY
    assert values(reading) == {
        ("c-01", "ann", "people_first_past"): 80,
        ("c-02", "ann", "people_first_past"): 80,  # 80%
        ("c-01", "ann", "Design"): 1,  # “Never ”
        ("c-02", "ann", "Design"): 5,
        ("c-01", "ann", "Ownership"): 4,
        ("c-02", "ann", "Ownership"): 3.5,  # 3,5
    }
    expected = {"delimiter semicolon", "decimal mark comma"}
    assert expected | {"left out: 1 row that was never submitted"} <= set(reading.notes)
    assert reading.dropped_columns == ("ipaddr. IP address",)


def test_kobo_by_paths_below_a_row_of_tags(guides: Guides) -> None:
    columns = {name: f"panel/{name}" for name in ("candidate", "requisition")}
    source = adding("kobo", columns | {"rater": "panel/interviewer"})
    reading = read_file(FIXTURES / "kobo.csv", guides, (source,))
    assert reading.source is SourceName.KOBO
    assert values(reading) == {
        ("c-01", "ann", "ownership_past"): 4,
        ("c-01", "ann", "design_past"): 5,
    }
    assert places(reading) == [("outside_scale", 4, "ratings/ownership_past")]
    assert set(reading.responses["submitted_at"]) == {at("2026-01-13 07:10:00")}
    assert (reading.dropped_columns, "a row of tags left out" in reading.notes) == (
        ("_geolocation",),
        True,
    )


SPANISH = ["ID", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre"]


def microsoft_book(path: Path, own: list[str], modified: bool) -> None:
    """A workbook as Microsoft Forms writes it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    extra = ["Hora de la última modificación"] if modified else []
    questions = [
        "Candidate\n",
        "Requisition",
        "Ownership",
        "Ownership2",
        "Design\n1 - low\n5 - high",
    ]
    quiz = ["Points - Ownership", "Feedback - Ownership"]
    days = ["Days"]
    sheet.append([*own, *extra, *questions, *quiz, *days])
    start = at("2026-01-13 09:00:00")
    for index, (mail, rating) in enumerate([("ann@example.test", "4"), ("bo@example.test", "5")]):
        more = [None] if modified else []
        answers = ["c-01", "R-1", rating, "3", " 4\u00a0", 1, None, "Sabado\u00a0;Domingo;"]
        ended = start.replace(minute=index + 1)
        sheet.append([index + 4, start, ended, mail, "", *more, *answers])
    book.save(path)


@pytest.mark.parametrize("modified", [True, False])
@pytest.mark.parametrize("own", [SPANISH, ["ID", "開始時刻", "完了時刻", "メール", "名前"]])
def test_microsoft_forms_in_any_language_by_position_and_type(
    tmp_path: Path, guides: Guides, own: list[str], modified: bool
) -> None:
    path = tmp_path / "forms.xlsx"
    microsoft_book(path, own, modified)
    reading = read_file(path, guides, (adding("microsoft_forms"),))
    assert reading.source is SourceName.MICROSOFT_FORMS
    assert values(reading) == {
        ("c-01", "ann", "Ownership"): 4,
        ("c-01", "bo", "Ownership"): 5,
        ("c-01", "ann", "Design"): 4,
        ("c-01", "bo", "Design"): 4,
    }
    assert reading.faults == ()
    assert not reading.responses["tz_known"].any()
    assert any("“Ownership2”" in note for note in reading.notes)
    assert not any("Points" in note for note in reading.notes)


def test_microsoft_forms_with_a_row_of_totals_is_known_by_its_headings(
    tmp_path: Path, guides: Guides
) -> None:
    sheet = (book := openpyxl.Workbook()).worksheets[0]
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", *FORM.values(), "Design"])
    times = at("2026-01-13 09:00:00"), at("2026-01-13 09:10:00")
    sheet.append([1, *times, "ann@example.test", "Ann", "c-1", "R-1", 4])
    sheet.append(["Total", *[None] * 6, 4])
    book.save(tmp_path / "form.xlsx")
    reading = read_file(tmp_path / "form.xlsx", guides, (adding("microsoft_forms"),))
    assert values(reading) == {("c-1", "ann", "Design"): 4}
    assert {fault.row for fault in reading.faults} == {3}


def test_the_sheet_of_a_workbook_that_no_map_is_for_is_named(
    tmp_path: Path, guides: Guides
) -> None:
    book = openpyxl.Workbook()
    for title, asked in (("Panel", "Ownership"), ("Phone", "Design")):
        sheet = book.create_sheet(title)
        sheet.append(["Timestamp", "Email Address", *FORM.values(), asked])
        sheet.append([at("2026-01-13 09:00:00"), "ann@example.test", "c-1", "R-1", 4])
    del book["Sheet"]
    book.save(tmp_path / "forms.xlsx")
    source = adding("google_forms", questions=[{"column": "Ownership"}])
    reading = read_file(tmp_path / "forms.xlsx", guides, (source,))
    assert values(reading) == {("c-1", "ann", "Ownership"): 4}
    assert [(fault.code, fault.sheet) for fault in reading.faults] == [("no_map", "Phone")]


def test_microsoft_forms_saved_again_as_windows_text_with_nobody_signed_in(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "forms.csv"
    head = "ID,Start time,Completion time,Email,Name,Candidate – who?,Requisition,Ownership\r\n"
    row = "4,1/13/2026 9:00:00,1/13/2026 9:05:00,anonymous,,c-01,R-1,4\r\n"
    path.write_bytes((head + row).encode("cp1252"))
    source = adding(
        "microsoft_forms", {"candidate": "Candidate – who?", "requisition": "Requisition"}
    )
    reading = read_file(path, guides, (source,))
    assert reading.source is SourceName.MICROSOFT_FORMS
    assert places(reading) == [("missing_rater", 2, "Email")]
    assert "encoding cp1252" in reading.notes


@pytest.mark.parametrize(
    "name",
    [path.name for path in sorted(FIXTURES.glob("*.*sv")) if path.suffix in (".csv", ".tsv")],
)
def test_without_a_map_a_form_is_known_but_not_guessed_at(guides: Guides, name: str) -> None:
    reading = read_file(FIXTURES / name, guides, ())
    assert reading.source not in (SourceName.TABLE, SourceName.UNKNOWN)
    assert reading.responses.is_empty()
    (fault,) = reading.faults
    assert (fault.code, fault.costs) == ("no_map", "file")
    assert "twokeys map" in fault.expected


@pytest.mark.parametrize(
    ("builtin", "headings"),
    [
        ("google_forms", "Timestamp,Email Address,Candidate,Ownership\n"),
        ("microsoft_forms", "ID,Start time,Completion time,Email,Name,Candidate,Ownership\n"),
        ("microsoft_forms", "ID,Startzeit,Fertigstellungszeit,E-Mail,Name,Bewerber,Ownership\n"),
        ("typeform", "#,Candidate,Ownership,Start Date (UTC),Submit Date (UTC),Network ID\n"),
        ("kobo", "start;end;Candidate;Ownership;_id;_uuid;_submission_time;_index\n"),
    ],
)
def test_a_form_that_nobody_has_answered_yet_needs_no_map(
    tmp_path: Path, guides: Guides, builtin: str, headings: str
) -> None:
    path = tmp_path / "empty.csv"
    path.write_text(headings)
    reading = read_file(path, guides, ())
    assert (reading.source.value, reading.faults, reading.says_anything) == (builtin, (), False)
