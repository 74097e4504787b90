"""The published contracts and their JSON Schemas."""

import json
from typing import Any

from schemas.base import Contract
from schemas.config.culture import Culture
from schemas.config.policy import Policy, Requisitions
from schemas.config.role import Role
from schemas.config.source import Source
from schemas.decision import Decision
from schemas.response import Response
from schemas.results.audit import Dominance
from schemas.results.portfolio_audit import PortfolioAudit
from schemas.results.scores import Scores
from schemas.results.shortlist import Shortlist
from schemas.run import Run

CONTRACTS: dict[str, type[Contract]] = {
    "culture": Culture,
    "decision": Decision,
    "dominance": Dominance,
    "policy": Policy,
    "portfolio_audit": PortfolioAudit,
    "requisitions": Requisitions,
    "response": Response,
    "role": Role,
    "run": Run,
    "scores": Scores,
    "shortlist": Shortlist,
    "source": Source,
}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the contract called `name`.

    Raises:
        KeyError: no contract has that name.
    """
    schema = CONTRACTS[name].model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def json_schema_text(name: str) -> str:
    """The schema as the file `schemas/json/<name>.schema.json` holds it."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
