"""What is said of the night's candidates before they are scored."""

import polars as pl

from flows.stages.score import clashing_names


def named(*people: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(people, schema=["source", "person_id", "name"], orient="row")


def answered(*candidates: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(candidates, schema=["source", "candidate_id"], orient="row")


def test_one_id_of_two_people_in_two_tools_is_told() -> None:
    people = named(("greenhouse", "5", "Dee Invented"), ("lever", "5", "Eli Invented"))
    (said,) = clashing_names(answered(("greenhouse", "5"), ("lever", "5")), people)
    assert "greenhouse and lever give different names to candidate 5;" in said
    assert "people.csv" in said
    assert "Invented" not in said


def test_many_such_ids_are_one_sentence() -> None:
    ids = [str(at) for at in range(5)]
    people = [(source, own, source + own) for source in ("ashby", "lever") for own in ids]
    seen = answered(*((source, own) for source, own, _ in people))
    (said,) = clashing_names(seen, named(*people))
    assert "candidates 0, 1, 2 and 2 more" in said


def test_one_name_in_two_tools_or_two_names_in_one_is_no_clash() -> None:
    people = named(
        ("greenhouse", "5", "Dee  Invented"),
        ("lever", "5", "dee invented"),
        ("greenhouse", "6", "Flo Invented"),
        ("greenhouse", "6", "Flora Invented"),
        ("lever", "7", "Gil Invented"),
        ("greenhouse", "7", "Hal Invented"),
    )
    seen = answered(("greenhouse", "5"), ("lever", "5"), ("greenhouse", "6"), ("greenhouse", "7"))
    assert clashing_names(seen, people) == []
