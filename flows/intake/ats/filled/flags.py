"""Red flags in an answer: a question that is a flag, or a list in which flags are ticked."""

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.remembered import folded
from flows.intake.ats.parsing.spots import Spot
from flows.intake.tabular.answers import AnswerRule, decode, nearest
from flows.intake.tabular.ticked import asks_for_flags, ticked
from schemas.config.role import spelling
from schemas.words import Kind
from scoring.guides import Guides

OBSERVED = AnswerRule(Kind.FLAG)


def flags_ticked(
    question: str, answer: str, guides: Guides, where: Spot, path: str, gathering: Gathering
) -> list[tuple[str, float]] | None:
    """The flags that an answer records, each with 1 (observed) or 0; None where it is no flag.

    A question named as a flag takes yes or no. A list counts where every part of it is a known
    flag. In a question that is about red flags by its name, a part that is not known is a fault,
    so that no observed flag is lost as text.
    """
    flag = guides.flags.get(folded(question))
    if flag is not None:
        return _one(flag, answer, where, path, gathering)
    is_about_flags = asks_for_flags(question)
    if is_about_flags and spelling(answer) in OBSERVED.missing:
        return []
    parts = [spelling(part) for part in ticked(answer, guides.flags)]
    known = [guides.flags[part] for part in parts if part in guides.flags]
    unknown = [part for part in parts if part not in guides.flags]
    if (unknown or not known) and not is_about_flags:
        return None
    for part in unknown:
        names = tuple(sorted(guides.flags))
        gathering.fault(
            where.fault(
                "unknown_flag",
                "This list of red flags names one that the culture does not declare.",
                path,
                expected=nearest(part, names) or "a red flag of the culture",
                value=part,
            )
        )
    return [(flag, 1.0) for flag in dict.fromkeys(known)]


def _one(
    flag: str, answer: str, where: Spot, path: str, gathering: Gathering
) -> list[tuple[str, float]]:
    decoded = decode(answer, OBSERVED)
    if decoded.code:
        gathering.fault(where.undecoded(decoded, answer, path))
    return [] if decoded.value is None else [(flag, decoded.value)]
