"""What is wrong between contracts that are each right."""

from collections.abc import Sequence

from flows.workspace.checking import Checked
from schemas.config.culture import Culture
from schemas.config.policy import Policy, Requisitions
from schemas.config.role import Role, tracks_overlap
from schemas.fault import Fault

Named = tuple[str, Fault]
"""A fault with the name of its file."""


def faults_across(
    culture: Checked[Culture] | None,
    policy: Checked[Policy] | None,
    roles: Sequence[Checked[Role]],
    requisitions: Checked[Requisitions] | None,
) -> list[Named]:
    """Say what is wrong between contracts, each at its line.

    Args:
        culture: Where it could be read.
        policy: Where it could be read.
        roles: Those that could be read.
        requisitions: Where they were declared and could be read.
    """
    faults = [*_same_roles(roles), *_same_claims(roles)]
    if culture:
        faults += [
            role.fault(flaw.where, flaw.text)
            for role in roles
            for flaw in tracks_overlap(culture.contract, role.contract)
        ]
    if requisitions:
        faults += _unknown_roles(requisitions, roles)
    if culture and policy:
        faults += _floor_faults(culture.contract, policy, roles)
    return faults


def _same_roles(roles: Sequence[Checked[Role]]) -> list[Named]:
    faults: list[Named] = []
    known: dict[str, str] = {}
    for role in roles:
        first = known.setdefault(role.contract.id, role.name)
        if first != role.name:
            text = f"role {role.contract.id} is declared more than once: in {first} too"
            faults.append(role.fault(("id",), text))
    return faults


def _same_claims(roles: Sequence[Checked[Role]]) -> list[Named]:
    """Two roles with one and the same claim would leave every such requisition unscored."""
    faults: list[Named] = []
    known: dict[str, str] = {}
    for role in roles:
        for index, claim in enumerate(role.contract.requisitions):
            first = known.setdefault(claim, role.contract.id)
            if first != role.contract.id:
                text = (
                    f"roles {first} and {role.contract.id} both claim requisitions “{claim}”; "
                    "a requisition belongs to one role only"
                )
                faults.append(role.fault(("requisitions", index), text))
    return faults


def _unknown_roles(
    requisitions: Checked[Requisitions], roles: Sequence[Checked[Role]]
) -> list[Named]:
    ids = {role.contract.id for role in roles}
    known = ", ".join(sorted(ids)) or "none"
    return [
        requisitions.fault(
            ("requisitions", index, "role"),
            f"requisition {opening.requisition_id} names role {opening.role}, which is not "
            f"declared; declared roles: {known}",
        )
        for index, opening in enumerate(requisitions.contract.requisitions)
        if opening.role not in ids
    ]


def _floor_faults(
    culture: Culture, policy: Checked[Policy], roles: Sequence[Checked[Role]]
) -> list[Named]:
    competencies = (c for role in roles for c in role.contract.competencies)
    dimensions = [*culture.dimensions, *competencies]
    required = {dimension.id for dimension in dimensions if dimension.required}
    return [
        policy.fault(
            ("dimension_floors", name),
            f"dimension_floors.{name} is not a required dimension of the culture or of a role; "
            f"required: {', '.join(sorted(required)) or 'none'}",
        )
        for name in sorted(policy.contract.dimension_floors)
        if name not in required
    ]
