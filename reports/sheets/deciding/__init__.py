"""The sheets on which people decide, and the identity by which their answers are known."""
