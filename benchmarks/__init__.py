"""What is fast here, measured beside its peers in one run."""
