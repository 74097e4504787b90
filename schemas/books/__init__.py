"""What workbooks carry, out and back."""
