"""What every page is made of: shell, settings, controls, tables, charts."""
