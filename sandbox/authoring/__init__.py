"""What helps the authors of lessons: the linter, new lessons, the proof of one lesson, and what a machine lacks."""
