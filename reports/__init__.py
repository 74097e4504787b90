"""What people read: workbooks made in memory from contract rows."""
