"""Leaflets from articles: an A4 sheet as a PDF, with a QR code that opens the chat."""

from knowledge.typesetting.sheet import Sheet, typeset

__all__ = ["Sheet", "typeset"]
