"""Our own workbooks coming back, filled in: scorecards, rating packs and decisions."""
