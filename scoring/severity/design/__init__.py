"""Who rated whom on what: ratings sorted, coded and added up."""
