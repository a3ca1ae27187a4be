"""Where drafts meet evidence: what a claim says, what kind it is, which rows bear on it."""
