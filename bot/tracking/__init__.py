"""What a change of the corpus does to the labels of tracked claims."""
