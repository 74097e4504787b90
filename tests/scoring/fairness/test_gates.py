import polars as pl
import pytest

from schemas.config.policy import FairnessRule, Floors
from schemas.frames import DEMOGRAPHICS
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy, Reason, Shortlist
from schemas.words import Standing, Status, Track
from scoring.fairness.gates import fairness_tables

RULE = FairnessRule(min_group=2)


def key(track: Track, level: float | None) -> KeyScore:
    standing = Standing.NO_EVIDENCE
    if level is not None:
        standing = Standing.STANDS if level >= 50 else Standing.SURELY_BELOW
    return KeyScore(track=track, level=level, floor=50, standing=standing)


def candidacy(name: str, values: float | None, skill: float | None, status: Status) -> Candidacy:
    return Candidacy(
        candidate_id=name,
        status=status,
        values=key(Track.VALUES, values),
        skill=key(Track.SKILL, skill),
        reasons=(Reason(code="x", text="x"),),
    )


def shortlist(*candidates: Candidacy, requisition: str = "r1") -> Shortlist:
    return Shortlist(
        requisition_id=requisition,
        role="lead",
        title="",
        seats=1,
        floors=Floors(),
        candidates=candidates,
    )


POOL = shortlist(
    candidacy("a", 80, 70, Status.SHORTLISTED),
    candidacy("b", 75, 60, Status.ELIGIBLE),
    candidacy("c", 40, 90, Status.SKILL_ONLY),
    candidacy("d", 70, 80, Status.SECOND_LOOK),
    candidacy("e", None, 80, Status.INCOMPLETE),
)


def people(**groups: dict[str, str]) -> pl.DataFrame:
    rows = [
        (name, attribute, value)
        for attribute, known in groups.items()
        for name, value in known.items()
    ]
    return pl.DataFrame(rows, schema=DEMOGRAPHICS, orient="row")


def rates(shortlists, demographics) -> dict[tuple[str, str], dict[str, tuple]]:
    return {
        (table.attribute, table.gate): {
            row.group: (row.selected, row.n) for row in table.table.groups
        }
        for table in fairness_tables(shortlists, demographics, RULE)
    }


def test_each_key_and_the_final_status_are_gates_of_their_own() -> None:
    found = rates([POOL], people(sex={"a": "m", "b": "m", "c": "f", "d": "f", "e": "f"}))
    # Values: a and b stand, of c and d one does; e has no values evidence.
    assert found["sex", "values"] == {"f": (1, 2), "m": (2, 2)}
    # Skill: all stand, e too.
    assert found["sex", "skill"] == {"f": (3, 3), "m": (2, 2)}
    # Status: e is incomplete and does not count; a and b pass.
    assert found["sex", "status"] == {"f": (0, 2), "m": (2, 2)}


def test_attributes_are_crossed_in_pairs() -> None:
    found = rates(
        [POOL],
        people(
            sex={"a": "m", "b": "m", "c": "f", "d": "f"}, age={"a": "40+", "b": "40+", "c": "40+"}
        ),
    )
    assert {attribute for attribute, _ in found} == {"age", "sex", "age × sex"}
    assert found["age × sex", "status"] == {"40+ × f": (None, 1), "40+ × m": (2, 2)}


def test_several_requisitions_are_compared_within() -> None:
    other = shortlist(
        candidacy("a", 60, 60, Status.ELIGIBLE),
        candidacy("f", 30, 60, Status.SKILL_ONLY),
        requisition="r2",
    )
    demographics = people(sex={"a": "m", "b": "m", "c": "f", "d": "f", "f": "f"})
    one, both = (fairness_tables(lists, demographics, RULE) for lists in ([POOL], [POOL, other]))
    assert one[2].table.strata == ()
    assert [stratum.stratum for stratum in both[2].table.strata] == ["r1", "r2"]
    assert both[2].table.stratified["f"].n_strata == 2
    assert both[0].table.scoring[0].group == "f"


def test_unknown_people_count_as_unknown_and_nothing_known_gives_no_table() -> None:
    tables = fairness_tables([POOL], people(sex={"a": "m", "b": "m"}), RULE)
    assert [table.table.n_unknown for table in tables] == [2, 3, 2]
    assert fairness_tables([POOL], people(), RULE) == ()
    assert fairness_tables([POOL], people(sex={"z": "m"}), RULE) == ()
    assert fairness_tables([], people(sex={"a": "m"}), RULE) == ()


def test_the_last_word_about_a_person_counts() -> None:
    said = pl.concat([people(sex={"a": "f"}), people(sex={"a": "m", "b": "m"})])
    assert rates([POOL], said)["sex", "status"] == {"m": (2, 2)}


@pytest.mark.parametrize("least", [2, 6])
def test_groups_under_the_policys_size_show_no_figure(least: int) -> None:
    demographics = people(sex={"a": "m", "b": "m", "c": "f"})
    for table in fairness_tables([POOL], demographics, FairnessRule(min_group=least)):
        for row in table.table.groups:
            assert (row.rate is None) == (row.n < least)
