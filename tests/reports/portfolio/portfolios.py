"""A made-up portfolio whose audit the engine made, for the tests of its workbook."""

from schemas.config.policy import Policy
from schemas.fault import Fault
from schemas.file_report import FileReport
from schemas.results.audit import DominanceVerdict
from schemas.results.portfolio import FileFault, Portfolio
from schemas.results.portfolio_audit import (
    CoverageAudit,
    CoverageRow,
    DriftPoint,
    DriftSeries,
    HiringFocus,
    Override,
    PortfolioAudit,
    RedFlagCount,
    RequisitionLine,
    SayDo,
    SayDoRow,
)
from schemas.results.reliability import Coefficient, DistinctKeys, RaterRow, TrackReliability
from schemas.run import CandidateReport, KeyReport, RequisitionReport, Run
from schemas.words import KEYS, FileStatus, SourceName, Status
from tests.reports.pools import MADE_AT, REQUISITION, dominance, fairness, followed, shortlist

MONTHS = 8


def series(measure: str, *, limited: bool) -> DriftSeries:
    """Eight months; the last beyond the limit where there are limits."""
    points = tuple(
        DriftPoint(
            month=f"2026-{at + 1:02d}",
            n=10,
            value=None if at == 2 else at / 10,
            smoothed=at / 20 if limited else None,
            center=0.1 if limited else None,
            lower=0.0 if limited else None,
            upper=0.3 if limited else None,
            signal="worse" if limited and at == MONTHS - 1 else "",
        )
        for at in range(MONTHS)
    )
    return DriftSeries.model_validate(
        {
            "measure": measure,
            "title": f"Title of {measure}",
            "higher_is_worse": True,
            "points": points,
            "text": f"{measure} said in a sentence.",
        }
    )


def line(name: str, verdict: DominanceVerdict) -> RequisitionLine:
    return RequisitionLine(
        requisition_id=name,
        month="2026-03",
        n_candidacies=12,
        n_complete=10,
        n_advanced=3,
        verdict=verdict,
        skill_share=0.25,
        say_do_gap=1 / 3,
        never_asked_values=0.1,
    )


def audit(text: str = "") -> PortfolioAudit:
    """Two requisitions, one dominated by skill."""
    say = SayDoRow(name=text or "all", n_advances=6, n_outside=2, n_second_looks=1, gap=1 / 3)
    override = Override(
        requisition_id=text or REQUISITION,
        candidate_id=text or "c001",
        decider=text or "M. Made-Up",
        month="2026-03",
        status_then=Status.SKILL_ONLY,
        reason=text,
    )
    covered = CoverageRow(
        name=text or "all",
        n_candidacies=24,
        n_never_asked_values=2,
        n_never_asked_skill=1,
        n_incomplete=3,
        never_asked_values=2 / 24,
    )
    return PortfolioAudit(
        n_requisitions=2,
        n_candidacies=24,
        n_decisions=6,
        followed=followed(text),
        say_do=SayDo(total=say, by_requisition=(say,), by_decider=(say,), overrides=(override,)),
        coverage=CoverageAudit(total=covered),
        focus=HiringFocus(focus=66.7, followed_rule=0.8, kept_policy=0.667, weakest="advances"),
        red_flags=(RedFlagCount(flag="silos", n_seen=3, n_confirmed=1, n_advanced=1),),
        drift=(series("skill_share", limited=True), series("hiring_focus", limited=False)),
        requisitions=(line(text or REQUISITION, "balanced"), line("R-202", "skill_dominated")),
        messages=(text,) if text else (),
        false_alarm_rate=0.07,
    )


def run(text: str = "") -> Run:
    """One file that went in partly, and one requisition with a workbook."""
    key = KeyReport(raw=None, level=None, se=None, p_above_floor=None)
    candidates = tuple(
        CandidateReport(
            candidate_id=f"c{at}",
            status=status,
            rank=None,
            band=None,
            values=key,
            skill=key,
            reasons=(),
        )
        for at, status in enumerate((Status.SHORTLISTED, Status.SKILL_ONLY, Status.SKILL_ONLY))
    )
    return Run(
        run_id=text or "run-1",
        started_at=MADE_AT,
        files=(
            FileReport(
                name=text or "export.json",
                digest="ab" * 32,
                source=SourceName.GREENHOUSE,
                status=FileStatus.PARTLY,
                n_responses=120,
                n_faults=1,
                fixme=text or "fixme/export.xlsx",
                reason=text,
                dropped_columns=(text or "ip_address",),
            ),
        ),
        requisitions=(
            RequisitionReport(
                requisition_id=REQUISITION,
                role="support-lead",
                workbook="shortlists/R-101/a b#c.xlsx",
                candidates=candidates,
                changed=True,
            ),
        ),
    )


def reliability(text: str) -> tuple[TrackReliability, ...]:
    known = Coefficient(value=0.71, low=0.6, high=0.8)
    return tuple(
        TrackReliability(
            track=track,
            n_candidacies=24,
            n_raters=6,
            n_ratings=200,
            generalizability=known,
            dependability=known,
            single_rater=Coefficient(said=text or "Everyone agrees, so it is undefined."),
            alpha=known,
            sem=6.2,
            accuracy=0.9,
            consistency=0.85,
            raters_for_80=4,
            notes=(text or "A prior serves.",),
        )
        for track in KEYS
    )


def raters(text: str) -> tuple[RaterRow, ...]:
    return tuple(
        RaterRow(
            rater_id=text or f"rater-{track}",
            track=track,
            n_ratings=40,
            n_candidacies=10,
            severity=5.5,
            severity_se=2.0,
            advice=text or "Rates lower than others.",
        )
        for track in KEYS
    )


def portfolio(text: str = "", policy: Policy | None = None) -> Portfolio:
    """A portfolio with something on every sheet; texts from outside are `text` where given."""
    fault = Fault(code="unknown_label", message="Not on the scale.", row=12, value="stong_yes")
    return Portfolio(
        run=run(text),
        made_at=MADE_AT,
        product_version="0.1.0",
        policy=policy or Policy(),
        culture=text or "customer-focused",
        audit=audit(text),
        dominance=(dominance(shortlist(3), text),),
        titles={REQUISITION: text or "Customer support lead"},
        flag_names={"silos": text or "Silos"},
        raters=raters(text),
        reliability=reliability(text),
        distinct=DistinctKeys(
            n_candidacies=24,
            corrected=Coefficient(value=0.4),
            verdict="distinct",
            said=text or "The two keys are distinct.",
        ),
        fairness=(fairness(text),),
        faults=(FileFault(file=text or "export.json", fault=fault),),
    )


def empty() -> Portfolio:
    """A portfolio before anything was dropped."""
    return Portfolio(
        run=Run(run_id="run-0", started_at=MADE_AT, files=(), requisitions=()),
        made_at=MADE_AT,
        product_version="0.1.0",
        policy=Policy(),
        culture="customer-focused",
    )
