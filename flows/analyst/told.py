"""Analysts' results for a person, on standard error."""

import sys

from rich.console import Console
from rich.table import Table

from schemas.results.impact import ImpactTable
from schemas.results.reliability import Coefficient, ReliabilityTable
from schemas.results.severity import SeverityReport

MOST_ROWS = 40


def tell_severity(report: SeverityReport) -> None:
    """Components, then raters from the harshest."""
    console = _console()
    parts = report.variance.model_dump()
    told = ", ".join(f"{name} {_figure(value)}" for name, value in parts.items())
    console.print(f"Variance: {told}. Intercept {_figure(report.intercept)}.")
    table = Table("rater", "ratings", "severity", "± error", "island", title="Raters")
    ordered = sorted(report.raters, key=lambda row: -row.severity)
    for row in ordered[:MOST_ROWS]:
        cells = (row.rater, str(row.n), _figure(row.severity), _figure(row.severity_se))
        table.add_row(*cells, str(row.island))
    console.print(table)
    if len(ordered) > MOST_ROWS:
        console.print(f"and {len(ordered) - MOST_ROWS} more raters; --json gives all.")
    console.print(f"{len(report.targets)} targets, {report.islands} islands; --json gives all.")
    _notes(console, report.notes)


def tell_reliability(found: ReliabilityTable, title: str = "Reliability") -> None:
    """Each coefficient with its interval, or why it has none."""
    console = _console()
    console.print(
        f"{found.n_ratings} ratings of {found.n_targets} targets by {found.n_raters} raters."
    )
    table = Table("coefficient", "value", "from", "to", "", title=title)
    undefined: dict[str, list[str]] = {}
    for name, coefficient in found.coefficients.items():
        if coefficient.value is None:
            undefined.setdefault(coefficient.said, []).append(name)
        else:
            table.add_row(name, *_coefficient(coefficient))
    console.print(table)
    for why, names in undefined.items():
        console.print(f"{', '.join(names)}: {why}")
    for wanted, number in found.raters_needed.items():
        needed = (
            "cannot be reached"
            if number is None
            else f"takes {number} {'rater' if number == 1 else 'raters'}"
        )
        console.print(f"A dependability of {wanted} {needed}.")
    _notes(console, found.notes)


def tell_impact(found: ImpactTable) -> None:
    """Rates and ratios by group, then the tests."""
    console = _console()
    groups = Table("group", "people", "selected", "rate", "impact ratio", "", title="Groups")
    for row in found.groups:
        below = "below 4/5" if row.below_four_fifths else ""
        selected = "" if row.selected is None else str(row.selected)
        figures = (selected, _figure(row.rate), _figure(row.impact_ratio))
        groups.add_row(row.group, str(row.n), *figures, row.said or below)
    console.print(groups)
    heads = ("group", "against", "z, p", "Fisher p", "mid-p", "odds ratio", "one moved")
    tests = Table(*heads, title="Tests (two-sided)")
    for test in found.tests.values():
        tests.add_row(
            test.group,
            test.reference,
            _figure(test.p_z_two_sided),
            _figure(test.fisher_two_sided),
            _figure(test.midp_two_sided_central),
            _figure(test.odds_ratio),
            "turns it round" if test.flips else "",
        )
    if found.tests:
        console.print(tests)
    for pooled in found.stratified.values():
        console.print(
            f"{pooled.group} against {pooled.reference} within {pooled.n_strata} strata: odds "
            f"ratio {_figure(pooled.odds_ratio)}, p {_figure(pooled.p)} (Mantel-Haenszel)."
        )
    for scored in found.scoring:
        console.print(
            f"{scored.group}: {_figure(scored.rate)} score above the median of all, ratio "
            f"{_figure(scored.impact_ratio)}."
        )
    _notes(console, found.notes)


def _console() -> Console:
    return Console(file=sys.stderr, highlight=False, soft_wrap=False, markup=False)


def _notes(console: Console, notes: tuple[str, ...]) -> None:
    for note in notes:
        console.print(note)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _coefficient(found: Coefficient) -> tuple[str, str, str, str]:
    low = "" if found.low is None else _figure(found.low)
    high = "" if found.high is None else _figure(found.high)
    return _figure(found.value), low, high, found.said
