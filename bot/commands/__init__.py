"""The commands of `km`, one file per subject; bot/cli.py collects each file's COMMANDS."""
