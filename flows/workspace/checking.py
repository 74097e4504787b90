"""Configuration files read as their contracts."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from flows.workspace.places import fault_at
from flows.workspace.yaml_lines import Lined, NotYamlError, read_yaml
from schemas.base import Contract, Where
from schemas.fault import Fault

AnyContract = TypeVar("AnyContract", bound=Contract)


@dataclass(frozen=True)
class Checked(Generic[AnyContract]):
    """A configuration file that holds a contract.

    Attributes:
        name: The file as messages name it: `config/policy.yaml`.
        contract: What it declares.
        document: The same with the lines.
    """

    name: str
    contract: AnyContract
    document: Lined

    def fault(self, where: Where, text: str) -> tuple[str, Fault]:
        """A fault of meaning at a path, with the file's name."""
        return self.name, fault_at(self.document, where, "meaning", text)


def check_document(
    kind: type[AnyContract], document: Lined
) -> tuple[AnyContract | None, list[Fault]]:
    """Check a document against a contract.

    What pydantic takes as strict JSON is of the right shape and meaning, and done. Whatever it
    does not take so is held against the published schema, for the faults in words or because the
    schema allows it: there 5.0 is an integer too.

    Returns:
        As `flows.workspace.refusing.check_in_words`.
    """
    contract = None if document.repeated else _taken(kind, document.data)
    if contract is not None:
        return contract, []
    # jsonschema takes longer to import than a right configuration takes to read
    from flows.workspace.refusing import check_in_words

    return check_in_words(kind, document)


def _taken(kind: type[AnyContract], data: Any) -> AnyContract | None:
    """The contract, where the data are it without any conversion."""
    if isinstance(data, dict) and data.get("version") is True:
        return None  # pydantic, strict or not, takes true for the number one of a Literal
    try:
        return kind.model_validate_json(json.dumps(data), strict=True)
    except (TypeError, ValueError, RecursionError):
        return None


def load_contract(
    kind: type[AnyContract], path: Path, name: str
) -> tuple[Checked[AnyContract] | None, list[Fault]]:
    """Read a YAML file as a contract; an unreadable file is one fault.

    Args:
        kind: The contract.
        path: The file.
        name: The file as messages name it.
    """
    try:
        document = read_yaml(path)
    except NotYamlError as error:
        return None, [Fault(code="unreadable", message=str(error), row=error.line, costs="file")]
    contract, faults = check_document(kind, document)
    return (Checked(name, contract, document) if contract else None), faults
