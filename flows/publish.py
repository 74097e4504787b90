"""Artifacts: the run as Prefect shows it. Opaque identifiers, no people."""

from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from schemas.run import Run
from schemas.words import Status


def publish(run: Run) -> None:
    """Publish summary, shortlists, dominance and faults of a run as artifacts."""
    create_markdown_artifact(
        summary_markdown(run), key="run-summary", description="What the night did"
    )
    create_table_artifact(
        shortlist_rows(run), key="shortlists", description="Who holds both keys, by requisition"
    )
    create_table_artifact(
        dominance_rows(run), key="dominance", description="What decisions follow, by requisition"
    )
    create_table_artifact(fault_rows(run), key="faults", description="Files that need mending")


def summary_markdown(run: Run) -> str:
    """The run in a table: requisitions, statuses, what changed; then warnings."""
    statuses = [Status.SHORTLISTED, Status.ELIGIBLE, Status.SECOND_LOOK, Status.SKILL_ONLY]
    heads = ["requisition", "candidates", *(status.value for status in statuses), "changed"]
    n_changed = sum(one.changed for one in run.requisitions)
    lines = [
        f"# Run {run.run_id}",
        "",
        f"{len(run.files)} files read, {n_changed} of {len(run.requisitions)} shortlists changed.",
        "",
        "| " + " | ".join(heads) + " |",
        "|" + " --- |" * len(heads),
    ]
    for one in run.requisitions:
        found = [candidate.status for candidate in one.candidates]
        cells = [
            _cell(one.requisition_id),
            str(len(found)),
            *(str(found.count(status)) for status in statuses),
            "yes" if one.changed else "no",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    if run.warnings:
        lines += ["", "## Please look at", "", *(f"- {_cell(text)}" for text in run.warnings)]
    return "\n".join(lines) + "\n"


def shortlist_rows(run: Run) -> list[dict[str, Any]]:
    """One row a shortlisted candidate."""
    return [
        {
            "requisition": one.requisition_id,
            "rank": candidate.rank,
            "candidate": candidate.candidate_id,
            "values": _rounded(candidate.values.level),
            "skill": _rounded(candidate.skill.level),
        }
        for one in run.requisitions
        for candidate in one.candidates
        if candidate.status is Status.SHORTLISTED
    ]


def dominance_rows(run: Run) -> list[dict[str, Any]]:
    """One row a requisition with its verdict."""
    return [
        {
            "requisition": one.requisition_id,
            "verdict": one.dominance["verdict"],
            "why": one.dominance["verdict_reason"],
            "decisions": one.dominance["n_decisions"],
        }
        for one in run.requisitions
        if one.dominance
    ]


def fault_rows(run: Run) -> list[dict[str, Any]]:
    """One row a file with faults."""
    return [
        {
            "file": report.digest[:12],
            "source": report.source.value,
            "status": report.status.value,
            "faults": report.n_faults,
            "fix-me": report.fixme or "",
        }
        for report in run.files
        if report.n_faults or report.reason
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _rounded(level: float | None) -> float | None:
    return None if level is None else round(level, 1)
