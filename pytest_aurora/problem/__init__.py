"""What is asked of the search: types, values, examples, the problem and its verdicts."""
