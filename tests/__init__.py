"""The tests, mirroring the four packages, and the samples they share."""
