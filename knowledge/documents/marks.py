"""Puts Thai vowels and tone marks right as they come out of files: codes of old fonts, split ำ, marks out of order."""

from knowledge.text import clean, in_order

# The private codes by which fonts of Windows drew marks beside tall consonants and without descenders
# (Microsoft, "Thai OpenType fonts"; U+F700–F71A).
_PRIVATE = {
    0xF700: "ฐ", 0xF701: "ิ", 0xF702: "ี", 0xF703: "ึ", 0xF704: "ื", 0xF705: "่", 0xF706: "้", 0xF707: "๊", 0xF708: "๋",
    0xF709: "์", 0xF70A: "่", 0xF70B: "้", 0xF70C: "๊", 0xF70D: "๋", 0xF70E: "์", 0xF70F: "ญ", 0xF710: "ั", 0xF711: "ํ",
    0xF712: "็", 0xF713: "่", 0xF714: "้", 0xF715: "๊", 0xF716: "๋", 0xF717: "์", 0xF718: "ุ", 0xF719: "ู", 0xF71A: "ฺ",
}  # fmt: skip
MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")


def put_right(text: str) -> str:
    """The text with its marks in the order in which they are typed."""
    return in_order(clean(text.translate(_PRIVATE)))


def is_mark(text: str) -> bool:
    """Whether this is drawn over or under a letter and has no width of its own."""
    return bool(text) and all(c in MARKS or 0xF701 <= ord(c) <= 0xF71A and ord(c) != 0xF70F for c in text)
