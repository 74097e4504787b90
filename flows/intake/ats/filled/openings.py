"""Say which opening a record is for, and by what requisition id people know an opening."""

from flows.intake.ats.filled.gathering import OPENING, Gathering


def link_opening(gathering: Gathering, own: str, opening: str) -> None:
    """Say that a record is for an opening (a job, a posting).

    The opening's id serves as requisition until a companion names it; a record that a file says is
    for several openings is for none of them, since its answers cannot be told apart.
    """
    gathering.openings[own][opening] = None
    gathering.link(f"{OPENING}{opening}", requisition_id=opening, parent=f"named:{opening}")


def name_opening(gathering: Gathering, opening: str, requisition: str) -> None:
    """Say the requisition id of an opening, whenever the opening itself is seen."""
    gathering.link(f"named:{opening}", requisition_id=requisition)
