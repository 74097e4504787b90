"""The notes: evidence for every dimension and anchor, and nothing but evidence."""

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flows.demo.drawing import pick, scatter, share
from flows.demo.phrasing import dimensions_with_notes, note_on
from flows.workspace.settings import load_settings

PROTECTED = {"homophily", "leisure_pedigree", "gut", "age_proxy", "protected_personal"}


def test_there_are_words_for_every_dimension_of_the_starter(demo_root: Path) -> None:
    settings = load_settings(demo_root)
    declared = {dimension.id for dimension in settings.culture.dimensions}
    declared |= {competency.id for role in settings.roles for competency in role.competencies}
    assert dimensions_with_notes() == declared


@given(st.sampled_from(sorted(dimensions_with_notes())), st.integers(1, 5), st.integers())
def test_every_note_is_whole(dimension: str, point: int, number: int) -> None:
    note = note_on(dimension, point, number)
    assert not set("{}") & set(note)
    assert note[0] == note[0].upper()
    assert 20 < len(note) < 220


def test_a_low_rating_and_a_high_one_never_share_words() -> None:
    for dimension in dimensions_with_notes():
        low = {note_on(dimension, 1, "n") for _ in range(3)}
        high = {note_on(dimension, 5, "n") for _ in range(3)}
        assert not low & high


def test_no_note_speaks_of_similarity_gut_age_or_protected_traits(shared: Path) -> None:
    flags = json.loads((shared / "reference" / "phrase_flags.json").read_text(encoding="utf-8"))
    patterns = [
        re.compile(pattern, re.IGNORECASE)
        for category in flags["categories"]
        if category["id"] in PROTECTED
        for pattern in category["patterns"]
    ]
    assert patterns
    for dimension in dimensions_with_notes():
        for point in (1, 3, 5):
            for number in range(40):
                note = note_on(dimension, point, number)
                assert not [p.pattern for p in patterns if p.search(note)], note


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_a_draw_depends_on_its_name_only(name: list[str]) -> None:
    assert 0 < share(*name) < 1
    assert share(*name) == share(*name)
    assert pick("abc", *name) in "abc"


def test_draws_spread_as_they_should() -> None:
    # Uniform on 0 to 1: mean 1/2, and 2000 draws err by sqrt(1/12/2000) = 0.0065; 4 errors.
    drawn = [share("spread", number) for number in range(2000)]
    assert abs(sum(drawn) / 2000 - 0.5) < 0.026
    # Normal with deviation 10: the mean square errs by 100 * sqrt(2/2000) = 3.2; 4 errors.
    normal = [scatter(10, "normal", number) for number in range(2000)]
    assert abs(sum(x * x for x in normal) / 2000 - 100) < 12.7
