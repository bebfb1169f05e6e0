"""What pages share: the stage, the page around it, and the runs shown on it."""
