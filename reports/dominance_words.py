"""The dominance audit in words: do decisions follow the two keys, or skill alone?"""

from schemas.results.audit import Alternatives, Dominance, DominanceVerdict, EffectiveWeights

VERDICT_WORDS: dict[DominanceVerdict, str] = {
    "balanced": "balanced: decisions follow both keys",
    "skill_leaning": "leaning to skill: decisions often follow skill where the keys disagree",
    "skill_dominated": "dominated by skill: decisions follow skill where the keys disagree",
    "undetermined": "undetermined: too little has been decided to say",
}


def skill_alone(alternatives: Alternatives, labels: dict[str, str]) -> str:
    """Whom a list by skill alone would have let in, and whom it would have pushed out."""
    if not alternatives.let_in_by_skill:
        return "A list by skill alone would let in nobody else."
    let_in = _named(alternatives.let_in_by_skill, labels)
    out = _named(alternatives.displaced_by_skill, labels)
    pushed = f", and push out {out}" if out else ""
    return f"A list by skill alone would let in {let_in}{pushed}."


def average(alternatives: Alternatives, labels: dict[str, str]) -> str:
    """The same of a plain average, in which skill buys back values."""
    if not alternatives.let_in_by_average:
        return "A plain average of both keys would let in nobody else."
    let_in = _named(alternatives.let_in_by_average, labels)
    return f"A plain average of both keys would let in {let_in}."


def weights(found: EffectiveWeights) -> str:
    """What a plain average would really weigh beside what it says it weighs."""
    if found.effective_values is None or found.effective_skill is None:
        return "Effective weights cannot be told: the keys do not vary."
    said = (
        f"A plain average called {found.nominal_values:.0%} values and {found.nominal_skill:.0%} "
        f"skill would really weigh {found.effective_values:.0%} and {found.effective_skill:.0%}."
    )
    return f"{said} {found.warning}".strip()


def dominance_lines(found: Dominance | None, labels: dict[str, str]) -> list[str]:
    """The verdict with its figures, then what skill alone would have done."""
    if found is None:
        return []
    verdict = f"Decisions so far are {VERDICT_WORDS[found.verdict]}. {found.verdict_reason}"
    return [verdict, skill_alone(found.alternatives, labels)]


def _named(candidate_ids: tuple[str, ...], labels: dict[str, str]) -> str:
    return ", ".join(labels.get(candidate_id, candidate_id) for candidate_id in candidate_ids)
