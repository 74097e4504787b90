"""What is never stored is dropped at the door, whoever maps it."""

from pathlib import Path

import pytest

from flows.intake.fixme import fixme_of
from flows.intake.read import read_file
from schemas.config.source import Source
from schemas.door import denied, denied_section
from scoring.guides import Guides


@pytest.mark.parametrize(
    "heading",
    [
        "IPAddress",
        "ip_address",
        "IP Address",
        "LocationLatitude",
        "Breitengrad des Standorts",
        "Gender",
        "EEOC",
        "Race / Ethnicity",
        "Veteran status",
        "What is your gender?",
        "How old are you?",
        "Date of birth",
        "disablity",
        "Disability status",
        "accomodationTypeCodes",
        "Do you have a disability that we should know of?",
        "Citizenship",
        "Private Notes",
        "_geolocation",
        "Network ID",
        "Demographics",
        "Demographic questions",
        "Equal Employment Opportunity",
        "Voluntary self-identification",
        "Private",
    ],
)
def test_these_are_never_stored(heading: str) -> None:
    assert denied(heading) is not None


@pytest.mark.parametrize(
    "heading",
    [
        "Candidate",
        "Ownership",
        "Interview location and setting were fair",
        "Treats customers of every age, gender and race with the same respect",
        "Leads by example",
        "Languages",
        "Notes",
        "Stage",
        "Messaging",
        "Demographic modelling",
        "Private equity",
        "How did they help a customer with a disability complaint to the very end?",
    ],
)
def test_a_question_that_only_uses_such_a_word_is_kept(heading: str) -> None:
    assert denied(heading) is None


def test_an_interview_named_by_a_trade_is_kept_unless_it_is_about_the_person() -> None:
    assert denied_section("Medical Director Interview") is None
    assert denied_section("Visa Officer Panel") is None
    assert denied_section("EEOC Interview") is not None
    assert denied_section("Private notes of the interview") is not None


def test_a_mapped_column_or_question_is_dropped_by_name_only(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Candidate,Opening,Interviewer,Question,Rating,Note,Submitted,IP Address\n"
        "c-1,R-1,r-1,Gender,4,woman,,192.0.2.7\n"
        "c-1,R-1,r-1,Ownership,4,,,192.0.2.7\n"
    )
    reading = read_file(path, guides, (long_source,))
    assert reading.responses["question"].to_list() == ["Ownership"]
    assert reading.dropped_columns == ("IP Address", "Gender")
    assert "192.0.2.7" not in str(reading.responses.rows())


def test_a_private_note_column_is_not_read_though_a_map_names_it(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Candidate,Opening,Interviewer,Question,Rating,Private note,Submitted\n"
        "c-1,R-1,r-1,Ownership,4,for your eyes,\n"
    )
    columns = long_source.columns.model_copy(update={"note": "Private note"})
    source = long_source.model_copy(update={"columns": columns})
    reading = read_file(path, guides, (source,))
    assert reading.responses["note"].to_list() == [None]
    assert reading.dropped_columns == ("Private note",)


def test_the_fix_me_does_not_show_what_is_never_stored(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Candidate,Opening,Interviewer,Question,Rating,Note,Submitted,IP Address\n"
        "c-1,R-1,r-1,Ownership,9,,,192.0.2.7\n"
    )
    reading = read_file(path, guides, (long_source,))
    (sheet,) = fixme_of(reading, "x.csv", "00").sheets
    assert sheet.header[-1][-1] == "IP Address"
    assert [row.cells for row in sheet.rows] == [
        ("c-1", "R-1", "r-1", "Ownership", "9", "", "", "")
    ]
