"""Made-up shortlists, judged by the real rule, for the tests of workbooks."""

import random
from datetime import UTC, date, datetime

import polars as pl

from schemas.books.book import BookContext, FairnessTable, InputFile, Mover
from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.results.audit import Alternatives, Dominance, Drivers, EffectiveWeights, FollowedSkill
from schemas.results.impact import GroupRow, ImpactTable
from schemas.results.scores import DimensionScore, EvidenceLine, FlagSeen, KeyScore
from schemas.results.shortlist import Candidacy, NextEvidence, Reason, Shortlist
from schemas.words import KEYS, Choice, Standing, Status, Track
from scoring.floor import p_above_floor
from scoring.rule.judge import judge

MADE_AT = datetime(2026, 3, 5, 2, tzinfo=UTC)
REQUISITION = "R-101"
COLUMNS: dict[str, pl.DataType] = {
    "requisition_id": pl.String(),
    "candidate_id": pl.String(),
    "seats": pl.Int64(),
    **{
        f"{track}_{figure}": pl.Float64()
        for track in KEYS
        for figure in ("level", "se", "floor", "p")
    },
    "complete": pl.Boolean(),
    "flags_confirmed": pl.Int64(),
    "flags_seen": pl.Int64(),
}


def drawn(n: int, seed: int, own_floors: bool = False) -> pl.DataFrame:
    """Keys, errors and flags of `n` candidates; floors and seats are for `with_floors` to add."""
    draw = random.Random(seed)  # noqa: S311  # made-up data
    rows = []
    for at in range(n):
        row: dict[str, object] = {"requisition_id": REQUISITION, "candidate_id": f"c{at:03d}"}
        for track in KEYS:
            row[f"{track}_level"] = draw.choice([draw.gauss(60, 18), float(draw.randint(40, 80))])
            row[f"{track}_se"] = draw.choice([0.0, *(draw.uniform(1, 14) for _ in range(5))])
            row[f"{track}_own"] = draw.uniform(0.1, 1) if own_floors and at % 3 == 0 else None
        row["complete"] = draw.random() > 0.1
        row["flags_seen"] = int(draw.random() < 0.1)
        row["flags_confirmed"] = 2 * int(draw.random() < 0.04)
        if draw.random() < 0.06:
            row["values_level"] = row["values_se"] = None
        rows.append(row)
    own = {f"{track}_own": pl.Float64() for track in KEYS}
    return pl.DataFrame(rows, schema={**COLUMNS, **own}, strict=False)


def judged(
    pool: pl.DataFrame, policy: Policy, values: float, skill: float, seats: int
) -> pl.DataFrame:
    """The pool as the engine judges it with these floors and seats."""
    frame = pool.with_columns(seats=pl.lit(seats, dtype=pl.Int64))
    for track, floor in zip(KEYS, (values, skill), strict=True):
        level, se = (frame[f"{track}_{name}"].to_numpy() for name in ("level", "se"))
        p = pl.Series(p_above_floor(level, se, floor)).fill_nan(None)
        frame = frame.with_columns(
            pl.lit(float(floor)).alias(f"{track}_floor"),
            pl.min_horizontal(p, pl.col(f"{track}_own")).alias(f"{track}_p"),
        ).with_columns(
            pl.when(pl.col(f"{track}_level").is_null())
            .then(None)
            .otherwise(f"{track}_p")
            .alias(f"{track}_p")
        )
    return judge(frame, policy)


def key_of(row: dict[str, object], track: Track, label: str) -> KeyScore:
    level = row[f"{track}_level"]
    known = isinstance(level, float)
    return KeyScore.model_validate(
        {
            "track": track,
            "raw": level - 1.5 if known else None,
            "question_correction": 0.5 if known else None,
            "severity_correction": 2.0 if known else None,
            "halo_correction": -1.0 if known else None,
            "level": level,
            "se": row[f"{track}_se"],
            "blup": level,
            "blup_se": row[f"{track}_se"],
            "floor": row[f"{track}_floor"],
            "p_above_floor": row[f"{track}_p"],
            "headroom": row[f"{track}_headroom"],
            "standing": Standing(str(row[f"{track}_standing"])),
            "weakest_dimension": label if row[f"{track}_own"] is not None else None,
            "n_ratings": 3 if known else 0,
            "n_raters": 2 if known else 0,
            "island": 1,
        }
    )


def candidacy_of(row: dict[str, object], text: str) -> Candidacy:
    """One judged row as a contract; every text that comes from outside is `text`."""
    status = Status(str(row["status"]))
    flags = max(int(str(row["flags_seen"])), int(str(row["flags_confirmed"])))
    open_ = status in (Status.SECOND_LOOK, Status.INCOMPLETE)
    step = NextEvidence(
        track=Track.VALUES,
        dimension="ownership",
        kind="another_rater",
        question=text,
        se_now=9.2,
        se_then=7.1,
        text="Another rater on ownership.",
    )
    return Candidacy.model_validate(
        {
            "candidate_id": row["candidate_id"],
            "label": f"{text}{row['candidate_id']}",
            "status": status,
            "rank": row["rank"],
            "band": row["band"],
            "tied_at_seat": row["tied_at_seat"],
            "values": key_of(row, Track.VALUES, text),
            "skill": key_of(row, Track.SKILL, text),
            "dimensions": tuple(
                DimensionScore(
                    track=track, dimension=text, floor=50, p_above_floor=row[f"{track}_own"]
                )
                for track in KEYS
                if row[f"{track}_own"] is not None
            ),
            "flags": [FlagSeen(flag=text, raters=(text,), confirmed=True)] * flags,
            "reasons": (Reason(code=status.value, text=f"It is {status.value}: {text}"),),
            "next_evidence": (step,) if open_ else (),
        }
    )


def evidence_of(candidacy: Candidacy, text: str) -> list[EvidenceLine]:
    return [
        EvidenceLine(
            candidate_id=candidacy.candidate_id,
            track=track,
            dimension=text or "ownership",
            question_id=f"q{at}",
            question_text=text,
            rater_id=text or f"rater-{at}",
            value_raw=text,
            score=75.0,
            anchor=text,
            weight=0.5,
            question_correction=0.5,
            severity_correction=2.0,
            halo_correction=-1.0,
            corrected=76.5,
            note=text,
            submitted_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
            source_file=text or "export.json",
            locator=text or f"row {at}",
        )
        for track in KEYS
        for at in range(2)
    ]


def shortlist_of(
    rows: pl.DataFrame, seats: int = 3, policy: Policy | None = None, *texts: str
) -> Shortlist:
    """The judged pool as a shortlist with evidence; outside texts are `texts`, in turn."""
    given = texts or ("",)
    text = given[0]
    candidates = tuple(
        candidacy_of(row, given[at % len(given)])
        for at, row in enumerate(rows.iter_rows(named=True))
    )
    return Shortlist(
        requisition_id=REQUISITION,
        role=text or "support-lead",
        title=text or "Customer support lead",
        seats=seats,
        opened_on=date(2026, 1, 12),
        floors=(policy or Policy()).floors,
        candidates=candidates,
        evidence=tuple(
            line
            for at, who in enumerate(candidates)
            for line in evidence_of(who, given[at % len(given)])
        ),
        notes=(f"A prior serves. {text}",),
    )


def shortlist(n: int, seed: int = 1, policy: Policy | None = None, *texts: str) -> Shortlist:
    """A shortlist of `n` made-up candidates under the policy's floors, with three seats."""
    used = policy or Policy()
    rows = judged(drawn(n, seed), used, used.floors.values, used.floors.skill, 3)
    return shortlist_of(rows, 3, used, *texts)


def fairness(text: str = "") -> FairnessTable:
    """Three groups: one under four fifths, one too small to show."""
    groups = (
        GroupRow(group=text or "a", n=10, selected=8, rate=0.8, impact_ratio=1.0, share=0.5),
        GroupRow(
            group="b",
            n=8,
            selected=2,
            rate=0.25,
            impact_ratio=0.3125,
            ratio_low=0.1,
            ratio_high=0.9,
            below_four_fifths=True,
            share=0.4,
            said=text,
        ),
        GroupRow(group="c", n=2, share=0.1, too_small=True),
    )
    return FairnessTable(
        attribute=text or "group", table=ImpactTable(n=20, highest="a", groups=groups)
    )


def followed(text: str) -> FollowedSkill:
    return FollowedSkill(
        verdict="undetermined",
        reason=text or "Only 1 decision; the policy asks for 4.",
        confidence=0.9,
        n_complete=9,
        n_decided=1,
        n_preferred=1,
        n_pairs=0,
    )


def dominance(made: Shortlist, text: str = "") -> Dominance:
    """An audit that names the first candidates."""
    ids = tuple(who.candidate_id for who in made.candidates[:3])
    drivers = Drivers(n=9, tau_values=0.5, tau_skill=0.1, share_values=0.8, share_skill=0.2, r2=0.4)
    return Dominance(
        requisition_id=REQUISITION,
        verdict="undetermined",
        verdict_reason=text or "Only 1 decision; the policy asks for 4.",
        followed=followed(text),
        overall_followed=followed(text),
        order=drivers,
        weights=EffectiveWeights(
            n=9,
            nominal_values=0.5,
            nominal_skill=0.5,
            effective_values=0.31,
            effective_skill=0.69,
            warning=text,
        ),
        alternatives=Alternatives(
            two_key=ids,
            skill_alone=ids,
            average=ids,
            let_in_by_skill=ids[:1],
            displaced_by_skill=ids[1:2],
            let_in_by_average=ids[:1],
            displaced_by_average=(),
        ),
        n_candidacies=len(made.candidates),
        n_complete=9,
        n_decisions=1,
        n_advanced=1,
    )


def context(made: Shortlist, policy: Policy | None = None, text: str = "") -> BookContext:
    """What the workbook says beside it, with a decision and a mover where there is a candidate."""
    first = made.candidates[:1]
    return BookContext(
        run_id=text or "run-2026-03-05",
        made_at=MADE_AT,
        product_version="0.1.0",
        policy=policy or Policy(),
        culture=text or "customer-focused",
        policy_digest="ab" * 32,
        dimension_names={"ownership": text or "Ownership"},
        previous_run_id=text or "run-2026-03-04",
        decisions=tuple(
            Decision(
                requisition_id=REQUISITION,
                candidate_id=who.candidate_id,
                choice=Choice.ADVANCE,
                decider=text or "M. Made-Up",
                decided_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
                reason=text,
                status_then=who.status,
                run_id="run-0",
            )
            for who in first
        ),
        movers=tuple(
            Mover(
                candidate_id=who.candidate_id,
                label=who.label,
                status_then=Status.SECOND_LOOK,
                status_now=who.status,
                rank_now=who.rank,
                values_then=50.2,
                values_now=60.0,
            )
            for who in first
        ),
        inputs=(InputFile(name=text or "export.json", digest="12" * 32),),
        fairness=(fairness(text),),
        dominance=dominance(made, text),
    )
