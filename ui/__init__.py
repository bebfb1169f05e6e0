"""What pages share: frame, settings, stage, controls, outcomes."""
