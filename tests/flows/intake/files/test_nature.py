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
    st.tuples(st.integers(0, 3 * LONGEST), st.sampled_from([b"\n", b"\r", b"\r\n", b"\x00", b"a"])),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=pieces, two=st.booleans(), chunk=st.integers(1, 32))
def test_a_nul_and_a_line_too_long_by_a_chunk_are_found_in_one_part_or_two(
    pieces: list[tuple[int, bytes]],
    two: bool,
    chunk: int,
    tmp_path: Path,
) -> None:
    content = b"".join(b"x" * n + end for n, end in pieces)
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    lines = content.replace(b"\r", b"\n").split(b"\n")
    longest = max(map(len, lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nature, "LONGEST_LINE", LONGEST)
        patch.setattr(nature, "LINES_CHUNK", chunk)
        patch.setattr(nature, "LONG", 2 * LONGEST if two else 1 << 20)
        if b"\x00" in content or longest > LONGEST + chunk:
            with pytest.raises(UnreadableFileError):
                check_lines(path)
        elif longest <= LONGEST:
            check_lines(path)
