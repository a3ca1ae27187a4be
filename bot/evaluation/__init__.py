"""Question sets, their running and scoring: what tells whether a change may go out."""
