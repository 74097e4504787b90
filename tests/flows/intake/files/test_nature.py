"""What harm a text does is found wherever in the file it stands."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.intake.files import nature
from flows.intake.files.nature import check_lines
from schemas.errors import UnreadableFileError

LONGEST = 64
pieces = st.lists(
    st.tuples(st.integers(0, 2 * LONGEST), st.sampled_from([b"\n", b"\r", b"\r\n", b"\x00", b"a"])),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=pieces, two=st.booleans(), chunk=st.integers(1, 100))
def test_a_long_line_and_a_nul_are_found_in_one_part_or_two(
    pieces: list[tuple[int, bytes]],
    two: bool,
    chunk: int,
    tmp_path: Path,
) -> None:
    content = b"".join(b"x" * n + end for n, end in pieces)
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    lines = content.replace(b"\r", b"\n").split(b"\n")
    is_harmful = b"\x00" in content or max(map(len, lines)) > LONGEST
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nature, "LONGEST_LINE", LONGEST)
        patch.setattr(nature, "LINES_CHUNK", chunk)
        patch.setattr(nature, "LONG", 2 * LONGEST if two else 1 << 20)
        if is_harmful:
            with pytest.raises(UnreadableFileError):
                check_lines(path)
        else:
            check_lines(path)
