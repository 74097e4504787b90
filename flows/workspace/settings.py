"""The workspace's configuration: read whole, checked whole, refused whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from flows.workspace.across import faults_across
from flows.workspace.layout import Workspace, open_workspace
from flows.workspace.people import read_people
from flows.workspace.reader import Reader
from schemas.config.culture import Culture
from schemas.config.policy import Policy, Requisition, Requisitions
from schemas.config.role import Role
from schemas.config.source import Source
from schemas.errors import ConfigurationError
from schemas.fault import Fault
from scoring.guides import Guides


@dataclass(frozen=True)
class Settings:
    """What talent operations declared."""

    workspace: Workspace
    culture: Culture
    roles: tuple[Role, ...]
    policy: Policy
    requisitions: tuple[Requisition, ...]
    sources: tuple[Source, ...]
    people: pl.DataFrame
    digest: str

    @cached_property
    def guides(self) -> Guides:
        """The culture and the roles, looked up by name."""
        return Guides(self.culture, self.roles)


def load_settings(root: Path) -> Settings:
    """Read and check all of a workspace's configuration.

    Raises:
        WorkspaceError: The folder is not a workspace.
        ConfigurationError: Anything is wrong; the message lists every fault of every file with
            its line, what is wrong and what would be right. Nothing was written.
    """
    workspace = open_workspace(root)
    reader = Reader(workspace.config)
    culture = reader.one("culture.yaml", Culture)
    policy = reader.one("policy.yaml", Policy)
    openings = reader.optional("requisitions.yaml", Requisitions)
    roles = reader.folder("roles", Role)
    sources = reader.folder("sources", Source)
    people = read_people(workspace.config / "people.csv", reader.faults)
    reader.faults.extend(faults_across(culture, policy, roles, openings))
    if reader.faults or culture is None or policy is None:
        raise ConfigurationError(_listed(reader.faults))
    return Settings(
        workspace=workspace,
        culture=culture.contract,
        roles=tuple(role.contract for role in roles),
        policy=policy.contract,
        requisitions=openings.contract.requisitions if openings else (),
        sources=tuple(source.contract for source in sources),
        people=people,
        digest=reader.digest(),
    )


def _listed(faults: Sequence[tuple[str, Fault]]) -> str:
    n_faults = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
    lines = [f"The configuration has {n_faults}; nothing was written."]
    for name, fault in faults:
        line = f", line {fault.row}" if fault.row else ""
        wanted = f" Right would be: {_stopped(fault.expected)}" if fault.expected else ""
        lines.append(f"  {name}{line}: {_stopped(fault.message)}{wanted}")
    return "\n".join(lines)


def _stopped(text: str) -> str:
    """With one full stop, unless it ends like a sentence or with lines to copy."""
    return text if text.endswith((".", "?", "!")) or "\n" in text else f"{text}."
