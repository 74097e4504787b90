"""`twokeys explain`: why a candidacy has its status, with the arithmetic down to file and row."""

from pathlib import Path
from typing import Any

import click

from flows.commands.options import json_option, print_json, say, workspace_option
from flows.ledger.engine import open_engine
from flows.ledger.runs import Register
from flows.workspace.layout import open_workspace
from schemas.errors import UnknownCandidateError
from schemas.role import spelling
from schemas.scores import EvidenceLine, KeyScore
from schemas.shortlist import Candidacy, Shortlist
from schemas.words import KEYS, Track


@click.command()
@click.argument("candidate")
@workspace_option
@click.option("-r", "--requisition", help="One requisition; all of the candidate's when left out.")
@json_option
def command(candidate: str, root: Path, requisition: str | None, as_json: bool) -> None:
    """Say why CANDIDATE has the status it has, and show the arithmetic."""
    register = Register(open_engine(open_workspace(root)))
    found = candidacies_of(register, candidate, requisition)
    run = register.last_run()
    audits = {one.requisition_id: one.dominance for one in run.requisitions} if run else {}
    if as_json:
        print_json([_as_json(*one, audits.get(one[0].requisition_id, {})) for one in found])
        return
    for shortlist, candidacy in found:
        _tell(shortlist, candidacy, audits.get(shortlist.requisition_id, {}))


def candidacies_of(
    register: Register, candidate: str, requisition: str | None
) -> list[tuple[Shortlist, Candidacy]]:
    """Find a candidate, by identifier or by name as shown, in the shortlists of the last run.

    Raises:
        UnknownCandidateError: There is none.
    """
    run = register.last_run()
    ids = [one.requisition_id for one in run.requisitions] if run else []
    found: list[tuple[Shortlist, Candidacy]] = []
    for requisition_id in ids if requisition is None else [requisition]:
        record = register.last_shortlist(requisition_id)
        if record is not None:
            found += [
                (record.shortlist, one)
                for one in record.shortlist.candidates
                if spelling(candidate) in {spelling(one.candidate_id), spelling(one.label)}
            ]
    if not found:
        where = f"in requisition {requisition}" if requisition else "in any open requisition"
        raise UnknownCandidateError(
            f"No candidate {candidate} {where} of the last run. Name one as the workbooks do in "
            "column Candidate, or by the identifier in `twokeys run --json`."
        )
    return found


def _as_json(
    shortlist: Shortlist, candidacy: Candidacy, dominance: dict[str, Any]
) -> dict[str, object]:
    return {
        "requisition_id": shortlist.requisition_id,
        "role": shortlist.role,
        **candidacy.model_dump(mode="json", exclude={"label"}),
        "dominance": dominance,
        "evidence": [
            line.model_dump(mode="json")
            for line in shortlist.evidence
            if line.candidate_id == candidacy.candidate_id
        ],
    }


def _tell(shortlist: Shortlist, candidacy: Candidacy, dominance: dict[str, Any]) -> None:
    status = candidacy.status.value.replace("_", " ")
    rank = f", rank {candidacy.rank}" if candidacy.rank else ""
    say(f"{candidacy.candidate_id} in {shortlist.requisition_id}: {status}{rank}")
    for reason in candidacy.reasons:
        say(f"  {reason.text}")
    if dominance:
        say(f"  What decisions follow here: {dominance['verdict_reason']}")
    for settling in candidacy.next_evidence:
        say(f"  Next: {settling.text}")
    lines = [one for one in shortlist.evidence if one.candidate_id == candidacy.candidate_id]
    for track in KEYS:
        _tell_key(track, candidacy.values if track is Track.VALUES else candidacy.skill, lines)
    flags = [line for line in lines if line.dimension == "red flag"]
    for line in flags:
        say(f"  red flag {line.question_id}: {line.value_raw} by {line.rater_id}, {_place(line)}")


def _tell_key(track: Track, key: KeyScore, lines: list[EvidenceLine]) -> None:
    if key.level is None:
        say(f"\n{track.value.upper()}: no evidence; floor {key.floor:g}")
        return
    say(
        f"\n{track.value.upper()}: {_plain(key.raw)} raw "
        f"{_signed(key.question_correction)} questions "
        f"{_signed(key.severity_correction)} severity {_signed(key.halo_correction)} halo = "
        f"{_plain(key.level)} ± {key.se:.1f}; floor {key.floor:g}, "
        f"P above it {key.p_above_floor:.3f}"
    )
    say("  share  score  corrections (question, severity, halo)  corrected")
    for line in lines:
        if line.track is not track or line.score is None or line.weight is None:
            continue
        corrections = " ".join(
            _signed(part)
            for part in (line.question_correction, line.severity_correction, line.halo_correction)
        )
        say(
            f"  {line.weight:5.3f}  {line.score:5.1f}  {corrections}  = "
            f"{_plain(line.corrected):>5}  "
            f"{line.question_id} by {line.rater_id}, “{line.value_raw}”, {_place(line)}"
        )


def _plain(figure: float | None) -> str:
    return f"{round(figure or 0.0, 1) + 0.0:.1f}"


def _signed(part: float | None) -> str:
    return f"{round(part or 0.0, 1) + 0.0:+.1f}"  # minus zero is zero


def _place(line: EvidenceLine) -> str:
    return f"{line.source_file}: {line.locator}"
