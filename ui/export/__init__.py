"""What a reader takes along from a stage: its numbers, its runs as programs, its link."""
