"""Greenhouse: scorecards, and the companion files that say whom and what they were for."""
