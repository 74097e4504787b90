"""What things look like: contracts, their JSON Schemas, the glossary and the errors."""
