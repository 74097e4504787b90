"""From grids to canonical responses by a Source map, with every fault in its place."""
