"""From the bytes of a JSON file to its records, whole, in place and in bounded memory."""
