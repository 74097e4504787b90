"""Filled-in forms: what each answer becomes, whatever tool the form is from."""
