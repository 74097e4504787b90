"""From bytes to grids: what a dropped file is, whether it is safe, and its cells as text."""
