"""All lessons as live pages in one folder, for any host that serves files."""
