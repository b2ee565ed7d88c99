"""What the organisation knows: tables, Thai text, search, answers, people, inbox and outbox."""
