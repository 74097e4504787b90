"""The published JSON Schemas are those of the contracts."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from schemas.registry import CONTRACTS, json_schema, json_schema_text

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "json"


@pytest.mark.parametrize("name", sorted(CONTRACTS))
def test_the_published_schema_is_fresh(name: str) -> None:
    published = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert published == json_schema_text(name), "run `make schemas`"


@pytest.mark.parametrize("name", sorted(CONTRACTS))
def test_the_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json_schema(name))


def test_no_schema_is_published_for_what_is_no_contract() -> None:
    published = {path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.json")}
    assert published == set(CONTRACTS)


@pytest.mark.parametrize("contract", CONTRACTS.values())
def test_contracts_are_closed_and_frozen(contract: type) -> None:
    assert contract.model_config["extra"] == "forbid"
    assert contract.model_config["frozen"] is True
