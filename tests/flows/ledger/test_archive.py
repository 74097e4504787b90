"""Originals by digest, whatever their names try."""

from pathlib import Path

import pytest

from flows.ledger.archive import archive_path, keep_original


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.CSV", ".csv"), ("b.tar.gz", ".gz"), ("c", ""), ("d.ex e", ""), ("..%2fx.csv", ".csv")],
)
def test_only_a_plain_ending_of_the_name_is_kept(name: str, ending: str) -> None:
    assert archive_path(Path("archive"), "ab" * 32, name).name == "ab" * 32 + ending


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    dropped = tmp_path / "export.csv"
    dropped.write_bytes(b"a,b\n1,2\n")
    first = keep_original(tmp_path / "archive", dropped, "cd" * 32)
    second = keep_original(tmp_path / "archive", dropped, "cd" * 32)
    assert first == second
    assert first.read_bytes() == dropped.read_bytes()
    assert [path for path in (tmp_path / "archive").rglob("*") if path.is_file()] == [first]
