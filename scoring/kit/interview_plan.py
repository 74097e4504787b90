"""Which interviewer asks what, so that every dimension is rated by several people."""

from collections.abc import Sequence
from string import ascii_uppercase

from schemas.books.kit import Sitting
from schemas.config.questions import Dimension
from schemas.words import Track


def split_questions(
    dimensions: Sequence[Dimension], track: Track, n_sittings: int
) -> tuple[Sitting, ...]:
    """Spread a guide's questions over interviews, each dimension over as many as there are.

    Every question is asked at least once and every dimension in each sitting where it has
    questions enough; a dimension with fewer questions than sittings repeats them, so that each
    dimension is rated by `n_sittings` raters. Starting points rotate, so that sittings stay
    about equally long.

    Args:
        dimensions: The dimensions of one track, in their order.
        track: Which track they are of.
        n_sittings: How many interviews share them; the raters a track that the policy asks for.

    Raises:
        ValueError: no sitting, or more than the alphabet has letters to name.
    """
    if not 1 <= n_sittings <= len(ascii_uppercase):
        raise ValueError(f"{n_sittings} sittings; give 1 to {len(ascii_uppercase)}")
    asked: list[list[str]] = [[] for _ in range(n_sittings)]
    start = 0
    for dimension in dimensions:
        questions = dimension.questions
        slots = max(len(questions), n_sittings)
        for slot in range(slots):
            asked[(start + slot) % n_sittings].append(questions[slot % len(questions)].id)
        start += slots
    return tuple(
        Sitting(name=f"{track.value.capitalize()} {letter}", track=track, question_ids=tuple(names))
        for letter, names in zip(ascii_uppercase, asked, strict=False)
    )
