"""Configuration: every fault at once, each with its line, what is wrong and what is right."""

from pathlib import Path

import pytest
import yaml

from flows.cli import main
from flows.workspace.create import create_workspace, cultures
from flows.workspace.settings import load_settings
from flows.workspace.shapes import FIRST_LINES
from schemas.errors import ConfigurationError, WorkspaceError
from schemas.registry import CONTRACTS


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


def declare(root: Path, *openings: str) -> Path:
    path = root / "config" / "requisitions.yaml"
    lines = "".join(f"  - {{role: data-engineer, {opening}}}\n" for opening in openings)
    path.write_text(f"requisitions:\n{lines}", encoding="utf-8")
    return path


def test_a_name_of_two_dimensions_is_a_fault_at_its_line(root: Path) -> None:
    path = root / "config" / "culture.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["dimensions"][0]["aliases"] = ["Kindness"]
    data["dimensions"][1]["aliases"] = ["KINDNESS :"]
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    said = refusal(root)
    at = path.read_text(encoding="utf-8").splitlines().index("  - 'KINDNESS :'") + 1
    assert said.startswith("The configuration has 1 fault;")
    assert (
        f"config/culture.yaml, line {at}: dimension ownership and dimension lived-values share "
        "“KINDNESS :”; a name belongs to one of them only."
    ) in said


def test_a_name_of_two_competencies_is_a_fault(root: Path) -> None:
    role = root / "config" / "roles" / "data-engineer.yaml"
    edit(role, "aliases: [Data modeling,", "aliases: [SQL, Data modeling,")
    said = refusal(root)
    assert "competency data-modelling and competency sql-and-python share “SQL”" in said


def test_requisitions_that_differ_by_case_alone_are_a_fault(root: Path) -> None:
    declare(root, "requisition_id: DE-1", "requisition_id: de-1", "requisition_id: DE-1")
    said = refusal(root)
    assert "line 3: requisitions DE-1 and de-1 differ by case or spaces alone" in said
    assert "line 4: requisition DE-1 is declared more than once." in said


def test_a_requisition_closed_before_it_is_opened_is_a_fault(root: Path) -> None:
    dates = "opened_on: 2026-05-02, closed_on: 2026-05-0"
    declare(root, f"requisition_id: A, {dates}1", f"requisition_id: B, {dates}2")
    said = refusal(root)
    assert "line 2: requisition A is closed on 2026-05-01, before it is opened" in said
    assert "requisition B" not in said


def test_a_date_written_otherwise_is_told_with_the_right_form(root: Path) -> None:
    declare(
        root,
        "requisition_id: A, opened_on: 31.12.2026",
        "requisition_id: B, opened_on: 3/4/2026",
        "requisition_id: C, opened_on: 30.02.2026",
    )
    said = refusal(root)
    assert "opened_on is 31.12.2026. Right would be: 2026-12-31, year first." in said
    assert "opened_on is 3/4/2026. Right would be: a date, year first, such as 2026-12-31." in said
    assert "opened_on is 30.02.2026. Right would be: a date, year first" in said
    declare(root, "requisition_id: A, opened_on: 20261231")
    assert "opened_on is 20261231. Right would be: a date, year first" in refusal(root)


def test_a_number_for_text_is_to_be_quoted_as_it_is_written(root: Path) -> None:
    declare(root, "requisition_id: 0123")
    assert 'requisition_id is 0123. Right would be: text; put it in quotes: "0123".' in refusal(
        root
    )


def test_a_quoted_number_is_to_lose_its_quotes(root: Path) -> None:
    declare(root, "requisition_id: A, seats: '3'")
    assert "seats is '3'. Right would be: a whole number, without quotes: 3" in refusal(root)


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "the file is empty"), ("- a\n", "the file is a list"), ("seats:\n", "seats is empty")],
)
def test_what_is_no_group_of_fields_is_said_by_what_it_is(
    root: Path, content: str, said: str
) -> None:
    (root / "config" / "policy.yaml").write_text(content, encoding="utf-8")
    assert f"config/policy.yaml, line 1: {said}. Right would be: " in refusal(root)


def test_an_empty_file_is_told_how_to_begin(root: Path) -> None:
    (root / "config" / "culture.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert refusal(root).endswith(
        "\n".join(f"      {line}" for line in FIRST_LINES["culture"].splitlines())
    )


@pytest.mark.parametrize("kind", sorted(FIRST_LINES))
def test_the_lines_to_begin_with_are_fields_of_the_contract(kind: str) -> None:
    assert set(yaml.safe_load(FIRST_LINES[kind])) <= set(CONTRACTS[kind].model_fields)


def test_each_missing_or_unknown_field_is_told_once(root: Path) -> None:
    culture = root / "config" / "culture.yaml"
    edit(culture, "vision:", "visio:")
    edit(culture, "mission:", "misson:")
    said = refusal(root)
    assert said.startswith("The configuration has 4 faults")
    for field, wrong in (("vision", "visio"), ("mission", "misson")):
        assert said.count(f": {field} is missing. ") == 1
        assert said.count(f": {wrong} is not a field of this contract; did you mean {field}?") == 1


def test_a_quote_never_closed_is_told_where_it_was_opened(root: Path) -> None:
    policy = root / "config" / "policy.yaml"
    text = policy.read_text(encoding="utf-8").replace('"', "").replace("'", "")
    policy.write_text(text.replace("seats: 3", 'seats: "3'), encoding="utf-8")
    at = text.splitlines().index("seats: 3") + 1
    assert f"is not YAML: line {at}, a quote is opened there and never closed." in refusal(root)


def test_a_backslash_in_quotes_is_not_taken_for_a_quote_never_closed(root: Path) -> None:
    edit(root / "config" / "policy.yaml", "seats: 3", 'seats: "\\q"')
    said = refusal(root)
    assert "found unknown escape character" in said
    assert "never closed" not in said


def test_a_file_that_is_not_utf8_is_named_with_the_line(root: Path) -> None:
    for name in ("policy.yaml", "people.csv"):
        (root / "config" / name).write_bytes("# a\n# ä\n".encode("latin-1"))
    said = refusal(root)
    assert "config/policy.yaml, line 2: policy.yaml is not UTF-8 text; save it as UTF-8." in said
    assert "config/people.csv, line 2: it is not UTF-8 text" in said


def test_a_control_character_is_told_with_its_line(root: Path) -> None:
    (root / "config" / "policy.yaml").write_text("seats: 3\n# \x07\n", encoding="utf-8")
    assert "is not YAML: line 2 holds a control character." in refusal(root)


def test_faults_between_files_have_their_lines(root: Path) -> None:
    config = root / "config"
    declare(root, "requisition_id: A", "requisition_id: B, role: wizard")
    text = (config / "requisitions.yaml").read_text(encoding="utf-8")
    text = text.replace("role: data-engineer, requisition_id: B, ", "requisition_id: B, ")
    (config / "requisitions.yaml").write_text(text, encoding="utf-8")
    edit(config / "policy.yaml", "dimension_floors: {}", "dimension_floors:\n  nothing: 40")
    role = config / "roles" / "data-engineer.yaml"
    edit(role, "aliases: [Data modeling,", "aliases: [Ownership, Data modeling,")
    (config / "roles" / "other.yml").write_text(
        role.read_text(encoding="utf-8").replace("Ownership, ", ""), encoding="utf-8"
    )
    said = refusal(root)
    floor = line_of(config / "policy.yaml", "  nothing: 40")
    assert "config/requisitions.yaml, line 3: requisition B names role wizard" in said
    assert f"config/policy.yaml, line {floor}: dimension_floors.nothing is not" in said
    assert "config/roles/other.yml, line 3: role data-engineer is declared more than once" in said
    shared = line_of(role, "    aliases: [Ownership, Data modeling, Schema design")
    assert f"config/roles/data-engineer.yaml, line {shared}: dimension ownership" in said


def line_of(path: Path, start: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_a_claim_of_two_roles_is_a_fault_and_an_overlap_is_not(root: Path) -> None:
    role = root / "config" / "roles" / "data-engineer.yaml"
    edit(role, 'requisitions: ["DE-*"]', 'requisitions: ["DE-*", "CS-1", "*"]')
    load_settings(root)
    edit(role, '"CS-1"', '"CS-*"')
    said = refusal(root)
    at = line_of(role, "requisitions:")
    assert f"config/roles/data-engineer.yaml, line {at}: roles customer-support-lead and" in said
    assert "both claim requisitions “CS-*”" in said


def test_yml_is_read_like_yaml(root: Path) -> None:
    roles = root / "config" / "roles"
    (roles / "data-engineer.yaml").rename(roles / "data-engineer.yml")
    assert {role.id for role in load_settings(root).roles} == {
        "customer-support-lead",
        "data-engineer",
    }


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("policy.yml", "one file, config/policy.yaml"),
        ("Culture.yaml", "one file, config/culture.yaml"),
        ("People.csv", "the name config/people.csv"),
        ("rolls.json", "one of the files that are read"),
        ("role/nurse.yaml", "the name config/roles/nurse.yaml"),
        ("roles/nurse.json", "one of the files that are read"),
        ("roles/more/nurse.yaml", "the name config/roles/nurse.yaml"),
        ("sources/export.YAML", "the name config/sources/export.yaml"),
    ],
)
def test_a_file_that_looks_like_configuration_and_is_not_read_is_a_fault(
    root: Path, name: str, right: str
) -> None:
    path = root / "config" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("version: 1\n", encoding="utf-8")
    said = refusal(root)
    assert said.startswith("The configuration has 1 fault;")
    assert f"config/{name}: this file is not read. Right would be: {right}" in said


def test_a_misnamed_culture_is_told_once(root: Path) -> None:
    config = root / "config"
    (config / "culture.yaml").rename(config / "culture.yml")
    assert refusal(root).splitlines()[1:] == [
        "  config/culture.yml: this file is not read. Right would be: the name config/culture.yaml."
    ]


@pytest.mark.parametrize("name", ["README.md", ".hidden.yaml", "sources/sample.csv", "a.yaml~"])
def test_what_is_not_meant_as_configuration_may_stay(root: Path, name: str) -> None:
    (root / "config" / name).write_text("a: 1\n", encoding="utf-8")
    load_settings(root)


def test_no_message_ends_with_two_stops(root: Path) -> None:
    config = root / "config"
    edit(config / "policy.yaml", "seats: 3", "seets: 3")
    (config / "culture.yaml").unlink()
    said = refusal(root)
    assert ".." not in said
    assert "?." not in said


def test_run_and_check_refuse_with_code_2_and_every_fault(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "config" / "policy.yml").write_text("", encoding="utf-8")
    declare(root, "requisition_id: A, seats: 0")
    for command in (["run"], ["check", str(root / "config" / "policy.yml")]):
        monkeypatch.setattr("sys.argv", ["twokeys", *command, "-w", str(root)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr().err
        assert left.value.code == 2
        assert "config/policy.yml: this file is not read" in said
        assert "config/requisitions.yaml, line 2: requisitions.0.seats is 0" in said
