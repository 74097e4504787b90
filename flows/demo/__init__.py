"""The sample company: invented people, and exports as recruiting tools write them."""
