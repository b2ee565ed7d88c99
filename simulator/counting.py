"""How LINE counts characters. Source: LINE docs, "Character counting in a text"."""

from importlib import import_module

# `regex` ships no types; imported by name, mypy needs no exception for it.
_CLUSTER = import_module("regex").compile(r"\X")


def utf16_units(text: str) -> int:
    """Count UTF-16 code units: the rule for everything that has no rule of its own."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Count grapheme clusters: the rule for labels, display texts, menu names and templates."""
    if text.isascii():
        return len(text)
    return len(_CLUSTER.findall(text))
