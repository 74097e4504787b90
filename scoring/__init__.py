"""What the numbers mean: pure functions on frames and arrays."""
