"""The LINE side and the wiring: webhook, rendering, delivery, settings, command line."""
