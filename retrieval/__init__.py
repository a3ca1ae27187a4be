"""Sources in, findable passages out: this package finds and never speaks."""
