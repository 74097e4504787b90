"""A small culture and role, written for tests; the people and the company are invented."""

from schemas.config.culture import Culture, RedFlag, Statement, ValuesDimension
from schemas.config.questions import Question
from schemas.config.role import Competency, Role
from schemas.config.scale import Scale
from schemas.words import Kind
from scoring.guides import Guides

ANCHORS = {1: "walks away", 3: "does what is asked", 5: "stays until it is solved"}

OWNERSHIP = ValuesDimension(
    id="ownership",
    name="Ownership",
    serves=("mission",),
    required=True,
    weight=2.0,
    anchors=ANCHORS,
    aliases=("Takes ownership",),
    questions=(
        Question(id="own-past", text="Tell me about a time no rule fitted."),
        Question(id="own-what-if", text="A customer asks for what no rule names. What now?"),
    ),
)
CONNECTION = ValuesDimension(
    id="connection",
    name="Human connection",
    serves=("vision",),
    anchors=ANCHORS,
    questions=(Question(id="con-past", text="How did you know how they felt?", reverse=True),),
)
CULTURE = Culture(
    name="small",
    vision="Every customer leaves heard.",
    mission="We solve what we hear.",
    values=(Statement(id="hear", statement="We hear people out."),),
    dimensions=(OWNERSHIP, CONNECTION),
    red_flags=(
        RedFlag(
            id="policy-shield",
            name="Policy as a shield",
            definition="Defended a refusal by the rule alone.",
            counts="“Rules are rules”, of a refund that was due.",
            does_not_count="Explained a rule that protects the customer.",
        ),
    ),
)
ROLE = Role(
    id="helper",
    title="Helper",
    requisitions=("H-*",),
    competencies=(
        Competency(
            id="writing",
            name="Writing",
            anchors=ANCHORS,
            required=True,
            questions=(
                Question(id="write-task", text="Answer this letter.", scale=Scale(low=0, high=20)),
                Question(
                    id="write-judge",
                    text="Which reply would you send?",
                    kind=Kind.CHOICE,
                    best="B",
                    worst="D",
                ),
                Question(
                    id="write-key",
                    text="Which word is spelled right?",
                    kind=Kind.CHOICE,
                    key={"receive": 1.0, "recieve": 0.0},
                ),
            ),
        ),
    ),
)
GUIDES = Guides(CULTURE, (ROLE,))
