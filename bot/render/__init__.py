"""Turns a Reply into LINE messages that keep LINE's limits by construction."""

from bot.render.messages import messages

__all__ = ["messages"]
