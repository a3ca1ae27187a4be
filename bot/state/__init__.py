"""What this program keeps of its own: the answers people rated, and what they said of them."""
