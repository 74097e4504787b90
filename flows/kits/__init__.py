"""Kits: the interview guide, the scorecards and the rating packs of a role, as files."""
