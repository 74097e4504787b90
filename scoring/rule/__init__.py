"""The two-key rule: who stands where, in what order, why, and what would settle a doubt."""
