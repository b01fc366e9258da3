"""What is learned: seeds, the adaptive scheduler, the corpus of attempts, and the record of runs."""
