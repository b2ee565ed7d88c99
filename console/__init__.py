"""Pages for the people of the office. They are handed what they show; they know neither LINE nor the tables."""
