"""Ashby: interview feedback with the form's own definition, and its companions."""
