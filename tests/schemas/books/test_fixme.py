"""The identity that a fix-me workbook carries."""

import hashlib

import pytest

from schemas.books.fixme import (
    FixMeIdentity,
    SheetIdentity,
    fixme_chunks,
    fixme_identity_of,
    is_fixme,
)
from schemas.words import SourceName

IDENTITY = FixMeIdentity(
    digest="ab" * 32,
    source=SourceName.TABLE,
    source_map="panel_x0041_sheet",
    sheets=tuple(SheetIdentity(title=f"S{at}", sheet="Ü" * 30, header_rows=1) for at in range(900)),
)


def test_it_comes_back_whole_though_it_takes_several_cells() -> None:
    chunks = fixme_chunks(IDENTITY)
    assert len(chunks) > 2
    assert all(len(chunk) <= 32_767 and "_x" not in chunk for chunk in chunks[1:])
    assert is_fixme(chunks)
    assert fixme_identity_of(chunks) == IDENTITY


@pytest.mark.parametrize("chunks", [(), ("",), ("twokeys decisions 1 00", "{}"), ("other", "{}")])
def test_other_cells_are_no_identity_of_a_fix_me(chunks: tuple[str, ...]) -> None:
    assert not is_fixme(chunks)


def test_one_altered_letter_is_seen() -> None:
    head, first, *rest = fixme_chunks(IDENTITY)
    with pytest.raises(ValueError, match="altered"):
        fixme_identity_of((head, first.replace("ab", "ba", 1), *rest))


def test_a_later_version_is_not_read() -> None:
    head, *rest = fixme_chunks(IDENTITY)
    with pytest.raises(ValueError, match="altered"):
        fixme_identity_of((head.replace(" 1 ", " 2 "), *rest))


def test_an_identity_with_an_unknown_field_is_not_read() -> None:
    text = IDENTITY.model_copy(update={"sheets": ()}).model_dump_json()[:-1] + ',"more":1}'
    head = f"twokeys fixme 1 {hashlib.sha256(text.encode()).hexdigest()}"
    with pytest.raises(ValueError, match="cannot be read"):
        fixme_identity_of((head, text))
