"""The sheets beside the decisions: what each must say, with and without something to say."""

from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.save import ALTERNATIVE_TEXT, workbook_bytes
from reports.sheets.dimensions import add_dimensions_sheet
from reports.sheets.dominance import add_dominance_sheet
from reports.sheets.evidence import add_evidence_sheet
from reports.sheets.fairness import add_fairness_sheet
from reports.sheets.keys import add_keys_sheet
from reports.sheets.method import add_method_sheet
from reports.sheets.quadrant import MARKS
from reports.sheets.summary import add_summary_sheet
from schemas.config.policy import Policy
from schemas.results.audit import Drivers
from schemas.results.notes import NoteMark
from schemas.results.scores import DimensionScore
from schemas.results.shortlist import Shortlist
from schemas.words import Status, Track
from tests.reports.pools import MADE_AT, context, dominance, shortlist


def draft(made: Shortlist, policy: Policy | None = None, **changes: object) -> Draft:
    return Draft(Workbook(), made, context(made, policy).model_copy(update=changes))


def reread(made: Draft, name: str) -> Worksheet:
    return load_workbook(BytesIO(workbook_bytes(made.book, MADE_AT)))[name]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_summary_shows_every_status_with_its_count_and_its_sheet() -> None:
    made = shortlist(30)
    about = draft(made)
    add_summary_sheet(about)
    sheet = reread(about, "Summary")
    counts = {row[0].value: row[1].value for row in sheet["A6:B13"]}
    assert list(counts.values()) == [
        made.counts()[status]
        for status in (
            Status.SHORTLISTED,
            Status.ELIGIBLE,
            Status.SECOND_LOOK,
            Status.SKILL_ONLY,
            Status.VALUES_ONLY,
            Status.NEITHER,
            Status.BLOCKED,
            Status.INCOMPLETE,
        )
    ]
    assert sheet["A9"].value == "■ skill only"
    assert sheet["A9"].hyperlink.location == "'Not shortlisted'!A1"


def test_the_chart_has_a_shape_for_each_status_present_and_both_floors() -> None:
    made = shortlist(40)
    about = draft(made)
    add_summary_sheet(about)
    chart = about.book["Summary"]._charts[0]
    present = sum(n > 0 for n in made.counts().values())
    assert len(chart.series) == present + 2
    shapes = [series.marker.symbol for series in chart.series[:present]]
    assert len(set(shapes)) == present
    assert [series.marker.symbol for series in chart.series[present:]] == [None, None]
    assert len({symbol for symbol, _ in MARKS.values()}) == len(Status)


def test_the_chart_is_said_in_words_for_those_who_do_not_see_it() -> None:
    about, empty = draft(shortlist(6)), draft(shortlist(0))
    add_summary_sheet(about)
    add_summary_sheet(empty)
    text = vars(about.book["Summary"]._charts[0])[ALTERNATIVE_TEXT]
    assert text.startswith("Scatter chart of 6 candidates: values key across, skill key upwards")
    none = vars(empty.book["Summary"]._charts[0])[ALTERNATIVE_TEXT]
    assert none == "Scatter chart without candidates yet."


def test_marks_are_smaller_in_a_crowd() -> None:
    sizes = []
    for n in (100, 101):
        about = draft(shortlist(n).model_copy(update={"evidence": ()}))
        add_summary_sheet(about)
        sizes.append(about.book["Summary"]._charts[0].series[0].marker.size)
    assert sizes[0] - sizes[1] == 3


def test_the_axes_widen_where_a_level_lies_outside() -> None:
    made = shortlist(1)
    who = made.candidates[0]
    wide = who.model_copy(update={"skill": who.skill.model_copy(update={"level": 124.0})})
    low = wide.model_copy(update={"values": who.values.model_copy(update={"level": -3.0})})
    about = draft(made.model_copy(update={"candidates": (low,)}))
    add_summary_sheet(about)
    axis = about.book["Summary"]._charts[0].x_axis
    assert (axis.scaling.min, axis.scaling.max) == (-10, 130)


def test_the_summary_names_a_few_movers_and_counts_the_rest() -> None:
    made = shortlist(1)
    mover = context(made).movers[0]
    movers = tuple(mover.model_copy(update={"label": f"M{at}"}) for at in range(7))
    about = draft(made, movers=movers)
    add_summary_sheet(about)
    said = " ".join(texts(reread(about, "Summary")))
    assert "M0, M1, M2, M3, M4 and 2 more. See Method and audit." in said


def test_the_summary_is_short_where_there_is_nothing_to_know() -> None:
    made = shortlist(2).model_copy(update={"notes": (), "opened_on": None, "closed_on": None})
    about = draft(made, movers=(), dominance=None)
    add_summary_sheet(about)
    said = texts(reread(about, "Summary"))
    assert "What to know" not in said
    assert "Does skill alone decide here?" not in said
    assert "opened" not in " ".join(said)


def test_opening_and_closing_days_are_shown() -> None:
    made = shortlist(0)
    about = draft(made.model_copy(update={"closed_on": made.opened_on}))
    add_summary_sheet(about)
    assert "opened 2026-01-12 · closed 2026-01-12" in reread(about, "Summary")["A2"].value


def test_every_key_is_a_sum_that_a_reader_can_do() -> None:
    made = shortlist(5)
    about = draft(made)
    add_keys_sheet(about)
    sheet = reread(about, "Keys")
    for row in sheet.iter_rows(min_row=5, values_only=True):
        if row[2] is not None:
            # raw, questions, severity and halo; the level stands in the eighth column
            assert abs(sum(row[2:6]) - row[7]) < 1e-9
    assert sheet["G5"].value == "=SUM(C5:F5)"


def test_a_marked_phrase_stands_beside_its_note_with_the_reason() -> None:
    made = shortlist(1)
    mark = NoteMark(category="homophily", phrase="one of us", start=0, why="Says alike.", ask="?")
    line = made.evidence[0].model_copy(update={"note": "one of us", "note_marks": (mark,)})
    about = draft(made.model_copy(update={"evidence": (line,)}))
    add_evidence_sheet(about)
    sheet = reread(about, "Evidence")
    assert sheet["G5"].value == "one of us"
    assert sheet["H5"].value == "“one of us”: Says alike."


def test_dimensions_stand_values_first_in_declared_order_with_unknown_ones_last() -> None:
    made = shortlist(2)
    scores = tuple(
        DimensionScore(track=track, dimension=name, level=level)
        for track, name, level in (
            (Track.SKILL, "sql", 80.0),
            (Track.VALUES, "unknown", 30.0),
            (Track.VALUES, "ownership", 55.5),
        )
    )
    first = made.candidates[0].model_copy(update={"dimensions": scores})
    policy = Policy(dimension_floors={"ownership": 60})
    about = draft(
        made.model_copy(update={"candidates": (first, made.candidates[1])}),
        policy,
        dimension_names={"sql": "SQL", "ownership": "Ownership"},
    )
    add_dimensions_sheet(about)
    sheet = reread(about, "Dimensions")
    assert [cell.value for cell in sheet[4]] == [
        "Candidate",
        "Status",
        "Ownership",
        "unknown",
        "SQL",
    ]
    assert [cell.value for cell in sheet[5]][2:] == [55.5, 30, 80]
    assert [cell.value for cell in sheet[6]][2:] == [None] * 3
    assert (sheet["C3"].value, sheet["E3"].value) == ("Values key", "Skill key")
    rules = {str(area.sqref): area.rules[0].formula[0] for area in sheet.conditional_formatting}
    assert rules["C5:C6"] == "AND(ISNUMBER(C5),C5<60.0)", "its own floor, not the key's"
    assert rules["E5:E6"] == "AND(ISNUMBER(E5),E5<50.0)"
    assert "It has a floor: 60." in sheet["C4"].comment.text


def test_dominance_says_what_drives_decisions_verdicts_and_order() -> None:
    made = shortlist(4)
    found = dominance(made)
    drivers = Drivers(n=4, tau_skill=0.9)
    about = draft(made, dominance=found.model_copy(update={"decisions": drivers}))
    add_dominance_sheet(about)
    sheet = reread(about, "Dominance")
    assert [row[0].value for row in sheet["A5:A6"]] == [
        "Decisions: advanced or not",
        "Our order among those who pass",
    ]
    said = " ".join(texts(sheet))
    assert "really weigh 31% and 69%" in said
    assert "By skill alone" in said
    bare = found.model_copy(update={"overall_followed": None, "weights": None})
    again = draft(made, dominance=bare)
    add_dominance_sheet(again)
    assert "Overall verdicts" not in texts(reread(again, "Dominance"))
    none = draft(made, dominance=None)
    add_dominance_sheet(none)
    assert "No dominance audit was made in this run." in texts(reread(none, "Dominance"))


def test_groups_are_shown_or_it_is_said_why_not() -> None:
    made = shortlist(1)
    about = draft(made)
    add_fairness_sheet(about)
    rows = {row[1]: row for row in reread(about, "Fairness").iter_rows(values_only=True)}
    assert rows["b"][6] == 0.3125
    assert "Under four fifths" in rows["b"][10]
    assert rows["c"][3:10] == (None,) * 7
    assert "not shown" in rows["c"][10]
    none = draft(made, fairness=())
    add_fairness_sheet(none)
    assert "No demographics were given" in reread(none, "Fairness")["A4"].value


def test_method_names_versions_digests_files_and_who_moved() -> None:
    made = shortlist(2)
    about = draft(made)
    add_method_sheet(about)
    said = " ".join(texts(reread(about, "Method and audit")))
    for word in ("Twokeys 0.1.0", "ab" * 32, "export.json", "12" * 32, "since run run-2026-03-04"):
        assert word in said
    assert "50.2 → 60.0" in said
    bare = draft(made.model_copy(update={"notes": ()}), movers=(), previous_run_id=None, inputs=())
    add_method_sheet(bare)
    said = " ".join(texts(reread(bare, "Method and audit")))
    assert "Nobody changed status or order without ratings of their own." in said
    assert "No file has been read." in said
    assert "Nothing to add." in said
