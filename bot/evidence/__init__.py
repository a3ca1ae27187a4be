"""From sentences to labels: who says what, what it bears on, and what follows."""
