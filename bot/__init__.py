"""Questions in, labelled and cited answers out: this package speaks, and stores only its own state."""
