"""What was recorded after a report was kept, and what it did to its figures."""
