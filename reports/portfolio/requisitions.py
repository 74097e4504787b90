"""The sheet that answers: how does each requisition stand, and what do its decisions follow?"""

from urllib.parse import quote

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reports.dominance_words import VERDICT_WORDS
from reports.grid import Value
from reports.layout.marks import highlight
from reports.layout.table import Column
from reports.portfolio.draft import PortfolioDraft
from reports.theme import BAD, GOOD, WARN
from schemas.results.audit import Dominance, DominanceVerdict
from schemas.results.portfolio_audit import RequisitionLine
from schemas.run import RequisitionReport
from schemas.words import Status

NAME = "Requisitions"
_VERDICT = "Decisions are"
_MARKS: tuple[tuple[DominanceVerdict, str], ...] = (
    ("balanced", GOOD),
    ("skill_leaning", WARN),
    ("skill_dominated", BAD),
)
_COLUMNS = [
    Column("Requisition", 20, "link", "Leads to the newest workbook of an open requisition."),
    Column("Title", 26, "wrapped"),
    Column("Month", 10, "text", "Of its last candidacy."),
    Column("Candidates", 11, "count"),
    Column("Complete", 10, "count", "With the evidence that the policy asks for."),
    Column("Shortlisted", 11, "count"),
    Column("Skill only", 9, "count", "Skill, and values surely below the floor."),
    Column("Advanced", 10, "count"),
    Column(_VERDICT, 34, "wrapped", "Whether decisions follow both keys, or skill alone."),
    Column(
        "Went with skill",
        10,
        "share",
        "Of the pairs in which skill and the two keys disagree, how many decisions went with "
        "skill: 0 follows the rule, 1 follows skill alone.",
    ),
    Column("Say–do gap", 9, "share", "Advances that the policy would not have made, of all."),
    Column("Never asked values", 11, "share", "Candidates without one rated values question."),
    Column(
        "Real weight of skill",
        12,
        "share",
        "What a plain average called 50/50 would really weigh skill, by the spread of the keys.",
    ),
    Column("Let in by skill alone", 12, "count", "Whom a list by skill alone would add."),
]


def add_requisitions_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append one row a requisition: counts, verdict, gaps, and what skill alone would change."""
    portfolio = draft.portfolio
    reports = {report.requisition_id: report for report in portfolio.run.requisitions}
    audits = {found.requisition_id: found for found in portfolio.dominance}
    lines = portfolio.audit.requisitions if portfolio.audit is not None else ()
    rows = [
        _row(draft, line, reports.get(line.requisition_id), audits.get(line.requisition_id))
        for line in lines
    ]
    grid, extent = draft.table_page(
        NAME,
        "One row a requisition. The verdict judges decisions; the rest describes.",
        _COLUMNS,
        rows,
        "No requisition has a candidate yet.",
    )
    for row, line in enumerate(lines, extent.first):
        report = reports.get(line.requisition_id)
        if report is not None and report.workbook:
            target = f"../{quote(report.workbook)}"
            grid.sheet[f"A{row}"].hyperlink = Hyperlink(ref="", target=target)
    cell = f"${extent.letter(_VERDICT)}{extent.first}"
    for verdict, colour in _MARKS:
        word = VERDICT_WORDS[verdict].partition(":")[0]
        rule = f'LEFT({cell},{len(word)})="{word}"'
        highlight(grid.sheet, extent.body(_VERDICT), rule, colour)
    return grid.sheet


def _row(
    draft: PortfolioDraft,
    line: RequisitionLine,
    report: RequisitionReport | None,
    audit: Dominance | None,
) -> list[Value]:
    statuses = [candidate.status for candidate in report.candidates] if report else None
    weights = audit.weights if audit else None
    return [
        line.requisition_id,
        draft.title_of(line.requisition_id),
        line.month,
        line.n_candidacies,
        line.n_complete,
        None if statuses is None else statuses.count(Status.SHORTLISTED),
        None if statuses is None else statuses.count(Status.SKILL_ONLY),
        line.n_advanced,
        VERDICT_WORDS[line.verdict],
        line.skill_share,
        line.say_do_gap,
        line.never_asked_values,
        weights.effective_skill if weights else None,
        len(audit.alternatives.let_in_by_skill) if audit else None,
    ]
