"""Questions in, labelled and cited answers out; stores nothing but its own state."""
