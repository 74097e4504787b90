"""Which requisitions there are: declared, told by companions, or first seen in an export."""

from collections.abc import Sequence

from flows.workspace.settings import Settings
from schemas.config.policy import Requisition
from schemas.config.role import spelling


def openings_of(
    settings: Settings, told: Sequence[Requisition], seen: Sequence[str]
) -> tuple[tuple[Requisition, ...], list[str]]:
    """Gather the requisitions, and say what is amiss.

    Args:
        settings: Declared requisitions win over those that companions tell of.
        told: Requisitions of companion files.
        seen: Requisition ids in live responses.

    Returns:
        The requisitions with their roles, by id; and a sentence for each one that was first
        seen in an export, or that no one role claims (such a one is not scored).
    """
    role_ids = {role.id for role in settings.roles}
    found = {one.requisition_id: one for one in told if one.role in role_ids}
    found |= {one.requisition_id: one for one in settings.requisitions}
    said: list[str] = []
    known = {spelling(name): name for name in found}
    for requisition_id in sorted(set(seen) - set(found)):
        claiming = [role.id for role in settings.roles if role.claims(requisition_id)]
        if len(claiming) == 1:
            found[requisition_id] = Requisition(
                requisition_id=requisition_id, role=claiming[0], seats=settings.policy.seats
            )
            said.append(
                f"Requisition {requisition_id} was first seen in an export; role {claiming[0]} "
                f"claims it and it gets the policy's {settings.policy.seats} seats. Declare it in "
                f"config/requisitions.yaml to say otherwise.{_meant(requisition_id, known)}"
            )
        else:
            who = f"roles {', '.join(claiming)} all claim it" if claiming else "no role claims it"
            said.append(
                f"Requisition {requisition_id} is not scored: {who}. Name it in "
                "config/requisitions.yaml, or under requisitions of one role."
                f"{_meant(requisition_id, known)}"
            )
    return tuple(found[name] for name in sorted(found)), said


def _meant(requisition_id: str, known: dict[str, str]) -> str:
    """A question after one that is written otherwise, which makes it another requisition."""
    meant = known.get(spelling(requisition_id))
    return f" Is {meant} meant? Ids count as they are written: correct the export." if meant else ""
