"""What scoring finds, for shortlists and audits."""
