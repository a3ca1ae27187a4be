"""Taking sources in: from paths and addresses to what a corpus may hold, with a reason for each."""
