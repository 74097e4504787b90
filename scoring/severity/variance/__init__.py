"""Variance components: what the ratings tell, and what takes a prior."""
