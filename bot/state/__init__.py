"""What this program keeps of its own: rated answers, tracked claims, how their labels changed."""
