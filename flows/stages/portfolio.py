"""The portfolio: one workbook a run, over all requisitions and months."""

from collections.abc import Sequence
from importlib.metadata import version

from flows.ledger.standings import standing_records
from flows.stages.audit import BOOTSTRAP_SEED
from flows.stages.ingest import Night
from flows.stages.saving import save_whole
from flows.stages.write import Written
from reports.portfolio.book import portfolio_book
from reports.save import workbook_bytes
from schemas.results.portfolio import FileFault, Portfolio
from schemas.results.portfolio_audit import PortfolioAudit
from schemas.results.shortlist import Shortlist
from schemas.run import Run
from schemas.words import KEYS
from scoring.audit.portfolio.audit import audit_portfolio
from scoring.reliability.raters import rater_rows
from scoring.reliability.summary import track_reliability
from scoring.screening.history import history_of
from scoring.screening.inputs import Screening


def write_portfolio(
    night: Night, run: Run, written: Sequence[Written], screening: Screening
) -> str:
    """Write the portfolio workbook of a run; return its path within the workspace.

    A run that took no file and changed no shortlist has nothing new to say: the workbook of the
    run before stands.
    """
    last = night.ledger.register.last_run()
    quiet = not run.files and not any(one.changed for one in run.requisitions)
    workspace = night.settings.workspace
    before = last.portfolio if quiet and last else None
    if before is not None and (workspace.root / before).is_file():
        return before
    target = workspace.portfolio / f"portfolio-{run.run_id}.xlsx"
    book = portfolio_book(portfolio_of(night, run, written, screening))
    save_whole(target, workbook_bytes(book, night.as_of))
    return target.relative_to(workspace.root).as_posix()


def portfolio_of(
    night: Night, run: Run, written: Sequence[Written], screening: Screening
) -> Portfolio:
    """Everything that the portfolio workbook shows."""
    settings, policy = night.settings, night.settings.policy
    shortlists = [*(one.shortlist for one in written), *_closed(night, written)]
    shown_raters = policy.view.raters == "full"
    return Portfolio(
        run=run,
        made_at=night.as_of,
        product_version=version("twokeys"),
        policy=policy,
        culture=settings.culture.name,
        audit=_audit(night, shortlists),
        dominance=tuple(one.dominance for one in written if one.dominance is not None),
        titles={one.requisition_id: one.title for one in shortlists},
        flag_names={flag.id: flag.name for flag in settings.culture.red_flags},
        raters=tuple(
            row
            for track in KEYS
            for row in rater_rows(screening.ratings[track], screening.fits[track].raters, track)
            if shown_raters
        ),
        reliability=tuple(
            track_reliability(
                screening.ratings[track],
                screening.fits[track],
                policy.floors.of(track),
                seed=BOOTSTRAP_SEED,
                track=track,
            )
            for track in KEYS
        ),
        distinct=screening.distinct,
        faults=tuple(
            FileFault(file=name, fault=fault) for name, fault in night.ledger.catalog.open_faults()
        ),
    )


def _audit(night: Night, shortlists: Sequence[Shortlist]) -> PortfolioAudit | None:
    records = standing_records(night.ledger.register.decisions())
    decided = {
        candidacy: standing.decision
        for candidacy, (standing, _) in records.items()
        if standing.decision is not None
    }
    history = history_of(shortlists, decided, night.as_of)
    if history.is_empty():
        return None
    return audit_portfolio(history, night.settings.policy, BOOTSTRAP_SEED)


def _closed(night: Night, written: Sequence[Written]) -> list[Shortlist]:
    """The last shortlists of requisitions that are not open tonight."""
    open_now = {one.shortlist.requisition_id for one in written}
    register = night.ledger.register
    found = (register.last_shortlist(name) for name in register.requisition_ids())
    return [
        record.shortlist
        for record in found
        if record is not None and record.shortlist.requisition_id not in open_now
    ]
