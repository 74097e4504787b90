"""What talent operations declares: culture, roles, policy, questions, scales and sources."""
