"""Configuration: every fault at once, each with its line, what is wrong and what is right."""

from pathlib import Path

import pytest

from flows.workspace.create import create_workspace, cultures
from flows.workspace.settings import load_settings
from schemas.errors import ConfigurationError, WorkspaceError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    create_workspace(tmp_path / "ws")
    return tmp_path / "ws"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(root: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(root)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_the_starter_is_right(root: Path) -> None:
    settings = load_settings(root)
    assert settings.culture.name == "customer-focused"
    assert {role.id for role in settings.roles} == {"customer-support-lead", "data-engineer"}
    assert "customer-focused" in cultures()


def test_every_fault_of_meaning_is_listed_at_once(root: Path) -> None:
    culture = root / "config" / "culture.yaml"
    edit(culture, "serves: [mission, own-the-outcome]", "serves: [market-share]")
    edit(culture, "    required: true\n", "    required: true\n    kind: credential\n")
    edit(culture, "      3: >-\n", "      2: >-\n")
    edit(root / "config" / "policy.yaml", "floors: {values: 50", "floors: {values: 130")
    role = root / "config" / "roles" / "data-engineer.yaml"
    question = load_settings_question(root)
    edit(role, "competencies:\n", "competencies:\n" + competency_asking(question))
    said = refusal(root)
    assert "serves market-share, which the culture does not state" in said
    assert "is a credential" in said
    assert "has no anchor for rating 3" in said
    assert "floors.values is 130" in said
    assert "Right would be: below 100" in said
    assert "a question or a name belongs to one track only" in said
    assert said.startswith("The configuration has 5 faults; nothing was written.")
    lines = culture.read_text(encoding="utf-8").splitlines()
    at = lines.index("  - id: ownership") + 1
    assert f"config/culture.yaml, line {at}: dimension ownership is a credential" in said


def load_settings_question(root: Path) -> str:
    """The text of the culture's first question, as the file has it."""
    from flows.workspace.yaml_lines import read_yaml  # only here

    data = read_yaml(root / "config" / "culture.yaml").data
    return str(data["dimensions"][0]["questions"][0]["text"])


def competency_asking(question: str) -> str:
    return f"""  - id: twice
    name: Twice asked
    anchors: {{1: none, 3: some, 5: much}}
    questions:
      - id: twice-past
        text: >-
          {question}
"""


def test_an_unknown_field_gets_the_nearest_known_one(root: Path) -> None:
    edit(root / "config" / "policy.yaml", "seats: 3", "seets: 3")
    assert "did you mean seats?" in refusal(root)


def test_a_key_written_twice_is_a_fault(root: Path) -> None:
    edit(root / "config" / "policy.yaml", "seats: 3", "seats: 3\nseats: 4")
    assert "seats written twice" in refusal(root)


def test_a_missing_culture_stops_everything(root: Path) -> None:
    (root / "config" / "culture.yaml").unlink()
    assert "culture.yaml is missing" in refusal(root)


def test_what_is_not_yaml_is_said_with_its_line(root: Path) -> None:
    (root / "config" / "policy.yaml").write_text("floors: {values: 50\nseats: [", encoding="utf-8")
    assert "is not YAML: line" in refusal(root)


def test_a_requisition_of_an_undeclared_role_is_a_fault(root: Path) -> None:
    (root / "config" / "requisitions.yaml").write_text(
        "requisitions:\n  - {requisition_id: R1, role: wizard}\n", encoding="utf-8"
    )
    assert "requisition R1 names role wizard, which is not declared" in refusal(root)


def test_a_floor_of_a_dimension_that_is_not_required_is_a_fault(root: Path) -> None:
    edit(root / "config" / "policy.yaml", "dimension_floors: {}", "dimension_floors: {nothing: 40}")
    assert "dimension_floors.nothing is not a required dimension" in refusal(root)


def test_labels_no_and_yes_stay_words(root: Path) -> None:
    edit(
        root / "config" / "culture.yaml",
        "scale: {low: 1, high: 5}",
        "scale: {low: 1, high: 5, labels: {no: 2, yes: 4}}",
    )
    assert load_settings(root).culture.scale.labels == {"no": 2, "yes": 4}


def test_people_csv_is_checked_by_row(root: Path) -> None:
    (root / "config" / "people.csv").write_text(
        "person,source,id,same_as\nrater,,r1,r2\nghost,,a,b\n", encoding="utf-8"
    )
    assert "config/people.csv, line 3: person must be candidate or rater" in refusal(root)


def test_a_folder_that_holds_something_is_not_overwritten(root: Path) -> None:
    with pytest.raises(WorkspaceError, match="already holds something"):
        create_workspace(root)


def test_a_culture_that_is_not_shipped_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="There is no culture cut-throat"):
        create_workspace(tmp_path / "x", "cut-throat")


def test_a_folder_that_is_no_workspace_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="is not a workspace"):
        load_settings(tmp_path)
