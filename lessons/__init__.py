"""What belongs to one lesson alone, a folder each, under the page's own key."""
