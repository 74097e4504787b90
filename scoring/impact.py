"""Impact: which groups are selected less often, and whether the figures can bear the weight."""

from fractions import Fraction

import polars as pl

from schemas.errors import EmptyPoolError
from schemas.results.impact import Comparison, GroupRow, ImpactTable, Stratified, Stratum
from scoring.fairness.categories import SMALL_SHARE
from scoring.fairness.intervals import katz, wilson
from scoring.fairness.scoring_rates import scoring_rates
from scoring.fairness.strata import mantel_haenszel
from scoring.fairness.two_groups import Counts, below_four_fifths, compare, impact_ratio

NOBODY = "Nobody was selected in any group, so a ratio is undefined."


def impact_table(
    people: pl.DataFrame,
    *,
    reference: str | None = None,
    min_group: int = 1,
    confidence: float = 0.95,
) -> ImpactTable:
    """Selection by group with ratios, tests, strata and scoring rates.

    Args:
        people: One row a person: `group` (str, null is unknown) and `selected` (bool); where
            known also `stratum` (str), compared within, and `score` (float, null is unscored).
        reference: Group that the tests compare with; the one selected most often by default.
            Impact ratios are always to the one selected most often.
        min_group: Smaller groups are listed with their size alone and enter no comparison.
        confidence: Of the intervals, 0 to 1.

    Raises:
        EmptyPoolError: nobody is of known group, or nobody is of the reference group.
    """
    known = people.drop_nulls("group")
    if known.is_empty():
        raise EmptyPoolError("Nobody has a group, so there is nothing to compare.")
    if reference is not None and reference not in known["group"]:
        raise EmptyPoolError(
            f"No one is of group {reference!r}. Groups: {', '.join(sorted(set(known['group'])))}."
        )
    counts = _counted(known)
    groups = _group_rows(counts, min_group, confidence)
    highest = _highest(counts, min_group)
    base = reference or highest
    tests = _tests(counts, base, min_group, confidence)
    found = ImpactTable(
        n=len(known),
        n_unknown=len(people) - len(known),
        highest=highest,
        groups=groups,
        tests=tests,
        notes=_notes(groups, tests),
    )
    if "stratum" in known.columns:
        found = found.model_copy(update=_by_stratum(known, base, min_group, confidence))
    if "score" in known.columns and known["score"].count():
        median, rows = scoring_rates(known.drop_nulls("score"), min_group)
        found = found.model_copy(update={"median": median, "scoring": rows})
    return found


def _counted(people: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Selected and all by group, in order of name."""
    rows = people.group_by("group").agg(a=pl.col("selected").sum(), n=pl.len()).sort("group")
    return {name: (int(a), int(n)) for name, a, n in rows.iter_rows()}


def _highest(counts: dict[str, tuple[int, int]], min_group: int) -> str | None:
    """The group selected most often, the larger of equals; None when nobody was selected."""
    shown = {name: (a, n) for name, (a, n) in counts.items() if n >= max(min_group, 1)}
    if not any(a for a, _ in shown.values()):
        return None
    return max(shown, key=lambda name: (Fraction(*shown[name]), shown[name][1]))


def _group_rows(
    counts: dict[str, tuple[int, int]], min_group: int, confidence: float
) -> tuple[GroupRow, ...]:
    total = sum(n for _, n in counts.values())
    highest = _highest(counts, min_group)
    top = counts[highest] if highest is not None else None
    rows = []
    for name, (a, n) in counts.items():
        row = GroupRow(group=name, n=n, share=n / total, under_two_percent=n < SMALL_SHARE * total)
        if n < min_group:
            told = f"Fewer than {min_group} people: not shown."
            rows.append(row.model_copy(update={"too_small": True, "said": told}))
        else:
            rows.append(row.model_copy(update=_figures(a, n, top, confidence)))
    return tuple(rows)


def _figures(
    a: int, n: int, top: tuple[int, int] | None, confidence: float
) -> dict[str, float | bool | str | None]:
    low, high = wilson(a, n, confidence) or (None, None)
    figures: dict[str, float | bool | str | None] = {
        "selected": a,
        "rate": a / n,
        "rate_low": low,
        "rate_high": high,
    }
    if top is None:
        return figures | {"said": NOBODY}
    pair = Counts(a, n, *top)
    limits = katz(pair.a, pair.n1, pair.b, pair.n2, confidence) if (a, n) != top else None
    return figures | {
        "impact_ratio": impact_ratio(pair),
        "ratio_low": limits[0] if limits else None,
        "ratio_high": limits[1] if limits else None,
        "below_four_fifths": below_four_fifths(pair),
    }


def _tests(
    counts: dict[str, tuple[int, int]], base: str | None, min_group: int, confidence: float
) -> dict[str, Comparison]:
    if base is None or base not in counts or counts[base][1] < max(min_group, 1):
        return {}
    return {
        name: compare(name, base, Counts(a, n, *counts[base]), confidence)
        for name, (a, n) in counts.items()
        if name != base and n >= max(min_group, 1)
    }


def _by_stratum(
    people: pl.DataFrame, base: str | None, min_group: int, confidence: float
) -> dict[str, tuple[Stratum, ...] | dict[str, Stratified]]:
    inside = people.drop_nulls("stratum").partition_by("stratum", as_dict=True)
    counted = {str(key[0]): _counted(part) for key, part in sorted(inside.items())}
    strata = tuple(
        Stratum(
            stratum=name,
            groups=_group_rows(counts, min_group, confidence),
            tests=_tests(counts, base, min_group, confidence),
        )
        for name, counts in counted.items()
    )
    if base is None:
        return {"strata": strata}
    others = [name for name, (_, n) in _counted(people).items() if name != base and n >= min_group]
    pooled = {
        name: mantel_haenszel(
            name,
            base,
            [Counts(*c.get(name, (0, 0)), *c.get(base, (0, 0))) for c in counted.values()],
            confidence,
        )
        for name in others
    }
    return {"strata": strata, "stratified": pooled}


def _notes(groups: tuple[GroupRow, ...], tests: dict[str, Comparison]) -> tuple[str, ...]:
    notes = []
    if all(row.selected == 0 for row in groups if not row.too_small):
        notes.append(NOBODY)
    flagged = [row.group for row in groups if row.below_four_fifths]
    loose = [name for name in flagged if name in tests and tests[name].flips]
    if flagged:
        notes.append(
            f"Below four fifths of the highest rate: {', '.join(flagged)}. With small groups "
            "the ratio alone is mostly noise: read it beside the tests and intervals."
        )
    if loose:
        notes.append(
            f"One selection moved would turn the result round for {', '.join(loose)}: "
            "the numbers are too small to rest on."
        )
    return tuple(notes)


def impact_ratios(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Compare each group's selection rate with the highest group's.

    Args:
        outcomes: One row a candidate: `group` (str), `selected` (bool).

    Returns:
        One row a group, by name: `n`, `selected`, `rate` (0 to 1), `impact_ratio` (0 to 1;
        null when nobody was selected) and `below_four_fifths`.

    Raises:
        EmptyPoolError: `outcomes` has nobody of known group.

    Source:
        29 CFR 1607.4(D), the four-fifths comparison.
    """
    rows = impact_table(outcomes.select("group", "selected")).groups
    names = ("group", "n", "selected", "rate", "impact_ratio", "below_four_fifths")
    return pl.DataFrame({name: [getattr(row, name) for row in rows] for name in names})
