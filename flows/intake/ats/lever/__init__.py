"""Lever: feedback forms, and the companions that say whom and what they were for."""
