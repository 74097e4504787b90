"""`twokeys explain`: why a candidacy has its status, with the arithmetic down to file and row."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from flows.commands.options import json_option, print_json, say, workspace_option
from flows.ledger.past import Past, past_of
from flows.ledger.standings import dispute_sentence, standing_records
from flows.workspace.layout import open_workspace
from schemas.books.returned import CHOICE_WORDS
from schemas.config.role import spelling
from schemas.errors import UnknownCandidateError
from schemas.results.scores import EvidenceLine, KeyScore
from schemas.results.shortlist import Candidacy, LaterEvidence, Shortlist
from schemas.words import KEYS, Choice, Track
from scoring.standing import FREEZING, Standing

_UNDECIDED = Standing(None)
_RED_FLAG = "red flag"


@click.command()
@click.argument("candidate")
@workspace_option
@click.option("-r", "--requisition", help="One requisition; all of the candidate's when left out.")
@json_option
def command(candidate: str, root: Path, requisition: str | None, as_json: bool) -> None:
    """Say why CANDIDATE has the status it has, and show the arithmetic."""
    past = past_of(open_workspace(root))
    found = candidacies_of(past, candidate, requisition)
    run = past.last_run()
    audits = {one.requisition_id: one.dominance for one in run.requisitions} if run else {}
    records = standing_records(past.decisions())
    told: list[dict[str, object]] = []
    for shortlist, candidacy in found:
        dominance = audits.get(shortlist.requisition_id, {})
        standing, _ = records.get(
            (shortlist.requisition_id, candidacy.candidate_id), (_UNDECIDED, None)
        )
        if as_json:
            told.append(_as_json(shortlist, candidacy, dominance, standing))
        else:
            _tell(shortlist, candidacy, dominance, standing)
    if as_json:
        print_json(told)


def candidacies_of(
    past: Past, candidate: str, requisition: str | None
) -> list[tuple[Shortlist, Candidacy]]:
    """Find a candidate, by identifier or by name as shown, in the shortlists of the last run.

    Raises:
        UnknownCandidateError: There is none.
    """
    run = past.last_run()
    ids = [one.requisition_id for one in run.requisitions] if run else []
    found: list[tuple[Shortlist, Candidacy]] = []
    for requisition_id in ids if requisition is None else [requisition]:
        record = past.last_shortlist(requisition_id)
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
    shortlist: Shortlist, candidacy: Candidacy, dominance: dict[str, Any], standing: Standing
) -> dict[str, object]:
    return {
        "requisition_id": shortlist.requisition_id,
        "role": shortlist.role,
        **candidacy.model_dump(mode="json", exclude={"label"}),
        "decision": standing.decision.model_dump(mode="json") if standing.decision else None,
        "disputed_by": [one.model_dump(mode="json") for one in standing.disputed_by],
        "dominance": dominance,
        "evidence": [
            line.model_dump(mode="json")
            for line in shortlist.evidence
            if line.candidate_id == candidacy.candidate_id
        ],
    }


def _tell(
    shortlist: Shortlist, candidacy: Candidacy, dominance: dict[str, Any], standing: Standing
) -> None:
    status = candidacy.status.value.replace("_", " ")
    rank = f", rank {candidacy.rank}" if candidacy.rank else ""
    say(f"{candidacy.candidate_id} in {shortlist.requisition_id}: {status}{rank}")
    _tell_decision(candidacy, standing)
    for reason in candidacy.reasons:
        say(f"  {reason.text}")
    if dominance:
        say(f"  What decisions follow here: {dominance['verdict_reason']}")
    for settling in candidacy.next_evidence:
        say(f"  Next: {settling.text}")
    _tell_evidence(candidacy, shortlist.evidence)


def _tell_evidence(candidacy: Candidacy, evidence: Sequence[EvidenceLine]) -> None:
    lines = [one for one in evidence if one.candidate_id == candidacy.candidate_id]
    counted = [line for line in lines if not line.after_decision]
    for track in KEYS:
        key = candidacy.values if track is Track.VALUES else candidacy.skill
        _tell_key(track, key, counted)
    for line in counted:
        if line.dimension == _RED_FLAG:
            place = _place(line)
            say(f"  red flag {line.question_id}: {line.value_raw} by {line.rater_id}, {place}")
    if candidacy.later is not None:
        _tell_later(candidacy.later, [line for line in lines if line.after_decision])


def _tell_decision(candidacy: Candidacy, standing: Standing) -> None:
    made = standing.decision
    if made is None:
        return
    day = f"{made.decided_at:%Y-%m-%d}"
    if made.choice in FREEZING:
        frozen = "; its scores are frozen as of that record" if candidacy.frozen else ""
        say(f"  Decided: {CHOICE_WORDS[made.choice]} by {made.decider} on {day}{frozen}.")
    elif made.choice is Choice.HOLD:
        say(f"  On hold by {made.decider} since {day}; scores stay live.")
    else:
        say(f"  Needs evidence, says {made.decider} on {day}; scores stay live.")
    if made.reason:
        say(f"  Reason given: {made.reason}")
    dispute = dispute_sentence(standing)
    if dispute is not None:
        say(f"  {dispute}")


def _tell_later(later: LaterEvidence, lines: list[EvidenceLine]) -> None:
    say(f"\n{later.text}")
    for line in lines:
        say(f"  not counted: {line.track.value} {_said(line)}")


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
            f"{_plain(line.corrected):>5}  {_said(line)}"
        )


def _plain(figure: float | None) -> str:
    return f"{round(figure or 0.0, 1) + 0.0:.1f}"


def _signed(part: float | None) -> str:
    return f"{round(part or 0.0, 1) + 0.0:+.1f}"  # minus zero is zero


def _said(line: EvidenceLine) -> str:
    return f"{line.question_id} by {line.rater_id}, “{line.value_raw}”, {_place(line)}"


def _place(line: EvidenceLine) -> str:
    return f"{line.source_file}: {line.locator}"
