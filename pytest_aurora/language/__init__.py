"""What can be written: components, expressions, statements, and their Python source."""
