"""The app on the net: as pages that need no server, on one machine, or on many."""
