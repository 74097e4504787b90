"""A small culture and role against which the readers' fixtures are read."""

from schemas.config.culture import Culture, RedFlag, Statement, ValuesDimension
from schemas.config.questions import Question
from schemas.config.role import Competency, Role
from schemas.config.scale import Scale
from schemas.words import Kind
from scoring.guides import Guides

ANCHORS = {1: "Waits for approval.", 3: "Acts when told.", 5: "Finds a way and tells the team."}


def _flag(flag_id: str, name: str) -> RedFlag:
    return RedFlag(
        id=flag_id,
        name=name,
        definition="Said or did so in the interview.",
        counts="Told a case in which it happened.",
        does_not_count="Asked what the rule was.",
    )


CULTURE = Culture(
    name="plain",
    vision="Customers come back because they matter.",
    mission="Serve every customer as a person.",
    values=(Statement(id="care", statement="We care for customers first."),),
    dimensions=(
        ValuesDimension(
            id="ownership",
            name="Ownership",
            serves=("care",),
            anchors=ANCHORS,
            questions=(
                Question(id="own-past", text="When did you last own a customer's problem?"),
                Question(
                    id="own-key",
                    text="A customer is stuck at closing time. What do you do first?",
                    kind=Kind.CHOICE,
                    key={"Stay and help": 1.0, "Call the manager": 0.5, "Close": 0.0},
                ),
                Question(
                    id="own-likert",
                    text="I change the plan when a customer needs it.",
                    kind=Kind.LIKERT,
                    scale=Scale(low=1, high=5, labels={"Disagree": 2, "Agree": 4}),
                ),
            ),
        ),
    ),
    red_flags=(
        _flag("budget-first", "Budget before customer"),
        _flag("silos", "Silos"),
        _flag("policy-shield", "Policy as a shield against risk"),
    ),
)
ROLE = Role(
    id="engineer",
    title="Engineer",
    requisitions=("R-*",),
    competencies=(
        Competency(
            id="sql",
            name="SQL",
            anchors=ANCHORS,
            questions=(Question(id="sql-task", text="Write the query on the sheet."),),
        ),
    ),
)
GUIDES = Guides(CULTURE, (ROLE,))
