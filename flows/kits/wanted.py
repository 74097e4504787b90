"""What a kit is asked for: the role, the opening, and who."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.config.policy import Requisition
from schemas.config.role import Role
from schemas.errors import KitError


@dataclass(frozen=True)
class Wanted:
    """What a kit is asked for.

    Attributes:
        role_id: The role.
        requisition_id: The opening; may be left out where the role has just one.
        candidates: Who is interviewed; everybody whom the ledger knows there when empty.
        raters: Who rates; without any there is a guide alone.
        interview: The sitting that the forms are for; may be empty.
        per_answer: Raters for each unrated answer; the policy's raters a track when None.
    """

    role_id: str
    requisition_id: str | None = None
    candidates: tuple[str, ...] = ()
    raters: tuple[str, ...] = ()
    interview: str = ""
    per_answer: int | None = None


def role_wanted(roles: Sequence[Role], role_id: str) -> Role:
    """The role called `role_id`.

    Raises:
        KitError: None is.
    """
    for role in roles:
        if role.id == role_id:
            return role
    known = ", ".join(role.id for role in roles) or "none"
    raise KitError(f"No role is called {role_id}; declared in config/roles: {known}.")


def opening_wanted(
    role: Role, openings: Sequence[Requisition], requisition_id: str | None
) -> Requisition | None:
    """The opening asked for, or the role's only one; None where it must be named.

    Raises:
        KitError: It is none of the role's.
    """
    mine = [one for one in openings if one.role == role.id]
    if requisition_id is None:
        return mine[0] if len(mine) == 1 else None
    for one in mine:
        if one.requisition_id == requisition_id:
            return one
    if role.claims(requisition_id):
        return Requisition(requisition_id=requisition_id, role=role.id)
    known = ", ".join(one.requisition_id for one in mine) or "none"
    raise KitError(
        f"Requisition {requisition_id} is none of role {role.id}; known: {known}. Declare it in "
        "config/requisitions.yaml, or under requisitions of the role."
    )
