"""The stage's Python side: what it shows, what is sent, what comes back."""
