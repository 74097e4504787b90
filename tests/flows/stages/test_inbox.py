"""What the inbox holds: whole files, links, and files still being written."""

import os
import threading
import time
from pathlib import Path

from flows.stages.inbox import digest_of, settle


def test_whole_files_come_in_the_order_in_which_they_were_changed(tmp_path: Path) -> None:
    for age, name in ((100, "b.csv"), (50, "a.csv")):
        path = tmp_path / name
        path.write_text(name)
        then = time.time() - age
        os.utime(path, (then, then))
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "c.csv").write_text("c")
    found = settle(tmp_path, quiet_seconds=0.05)
    assert [path.name for path in found.files] == ["b.csv", "a.csv", "c.csv"]


def test_links_are_never_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    secret = tmp_path / "elsewhere" / "secret.csv"
    secret.write_text("x")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "link.csv").symlink_to(secret)
    (inbox / "folder").symlink_to(secret.parent)
    found = settle(inbox, quiet_seconds=0)
    assert found.files == ()
    assert {path.name for path in found.links} == {"link.csv", "folder"}


def test_hidden_and_lock_files_are_nobody_s_exports(tmp_path: Path) -> None:
    for name in (".DS_Store", "~$book.xlsx"):
        (tmp_path / name).write_text("x")
    assert settle(tmp_path, quiet_seconds=0).files == ()


def test_a_hidden_file_that_no_program_left_there_is_named(tmp_path: Path) -> None:
    for name in (".panel.csv", ".DS_Store", "~$book.xlsx", ".~lock.book.xlsx#"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in settle(tmp_path, 0).hidden] == [".panel.csv"]


def test_a_download_not_finished_waits(tmp_path: Path) -> None:
    (tmp_path / "export.csv.crdownload").write_text("x")
    found = settle(tmp_path, quiet_seconds=0)
    assert [path.name for path in found.unfinished] == ["export.csv.crdownload"]


def test_a_file_that_grows_while_it_is_watched_waits(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("x")
    stop = threading.Event()

    def grow() -> None:
        while not stop.is_set():
            with path.open("a") as stream:
                stream.write("more")
            time.sleep(0.01)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        found = settle(tmp_path, quiet_seconds=0.2)
    finally:
        stop.set()
        writer.join()
    assert found.files == ()
    assert found.unfinished == (path,)


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    # FIPS 180-2, appendix B.1.
    assert digest_of(tmp_path / "a").startswith("ba7816bf8f01cfea414140de5dae2223b00361a3")
