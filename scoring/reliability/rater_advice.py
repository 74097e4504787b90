"""What to do about a rater, in words, from the figures of the rater table."""

from dataclasses import dataclass

from schemas.results.reliability import RaterRow

NOTHING = "Nothing to mend."
STRAIGHT = (
    "Gives whole candidates one and the same rating: ask for a rating of each answer against "
    "its anchors."
)
UNLINKED = (
    "Shares no rated answer with another rater, so severity rests on assumption: let somebody "
    "rate the same candidates."
)
NARROW = "Uses little of the scale: rehearse the lowest and the highest anchors."
WIDE = "Goes to the ends of the scale more than others: rehearse the middle anchors."
HALO = "Rates all dimensions of a candidate much alike: rate each answer before hearing the next."
APART = (
    "Often lies more than one point from other raters of the same answer: compare two recent "
    "candidates with them."
)


@dataclass(frozen=True)
class AdviceRule:
    """When a figure of the rater table is worth a word; all in the figures' own units."""

    min_candidacies: int = 5
    severity: float = 5.0
    severity_errors: float = 2.0
    narrow: float = 0.5
    wide: float = 1.75
    halo: float = 0.5
    min_shared: int = 10
    within_one: float = 0.6
    straight_lines: int = 3
    straight_share: float = 0.8


def advice(row: RaterRow, rule: AdviceRule) -> str:
    """Sentences, most pressing first; one that says so where nothing is to be mended."""
    if row.n_candidacies < rule.min_candidacies:
        return (
            f"Rated {row.n_candidacies} of the {rule.min_candidacies} candidates it takes to "
            "say anything about a rater."
        )
    told = [
        (row.straight_lining, STRAIGHT),
        (_is_severe(row, rule), _severity_words(row)),
        (row.n_shared == 0, UNLINKED),
        (row.spread_ratio is not None and row.spread_ratio < rule.narrow, NARROW),
        (row.spread_ratio is not None and row.spread_ratio > rule.wide, WIDE),
        (row.halo is not None and row.halo >= rule.halo, HALO),
        (_lies_apart(row, rule), APART),
    ]
    return " ".join(words for applies, words in told if applies) or NOTHING


def _is_severe(row: RaterRow, rule: AdviceRule) -> bool:
    if row.severity is None or row.severity_se is None:
        return False
    beyond = abs(row.severity) >= rule.severity_errors * row.severity_se
    return abs(row.severity) >= rule.severity and beyond


def _severity_words(row: RaterRow) -> str:
    severity = row.severity or 0.0
    direction = "lower" if severity > 0 else "higher"
    return (
        f"Rates {abs(severity):.0f} points {direction} than others rate the same candidates; "
        "levels are corrected for it. Go through the anchors together."
    )


def _lies_apart(row: RaterRow, rule: AdviceRule) -> bool:
    if row.within_one_rate is None or row.n_shared < rule.min_shared:
        return False
    return row.within_one_rate < rule.within_one
