"""Variance components and what panels are worth under the design that was used."""
