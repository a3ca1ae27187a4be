"""What this program keeps of its own: answers, who asked, ratings, tracked claims and changes."""
