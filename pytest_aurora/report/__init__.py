"""What was learned, as records, text, JSON and one page of HTML."""
