"""Numbers written in Thai words, as digits: แปดสิบสอง is 82, and a run of single figures (หกสาม) is read off: 63."""

import re

_FIGURES = {"ศูนย์": 0, "หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8,
            "เก้า": 9}  # fmt: skip
_POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_WORD = re.compile("|".join(sorted((*_FIGURES, *_POWERS), key=len, reverse=True)))
_RUN = re.compile(f"(?:{_WORD.pattern}){{2,}}|(?:{_WORD.pattern})(?=เดือน|ปี|ขวบ|วัน|ไร่|ชั้น)")


def digits(normalised: str) -> str:
    """The text with numbers in digits: those of two words or more, and of one before a unit (สองแถว is a word)."""
    return _RUN.sub(lambda run: _value(_WORD.findall(run[0])), normalised)


def _value(words: list[str]) -> str:
    if not any(w in _POWERS for w in words):
        return "".join(str(_FIGURES[w]) for w in words)
    total, figure = 0, None
    for word in words:
        if word in _FIGURES:
            figure = _FIGURES[word]
        else:
            total += (1 if figure is None else figure) * _POWERS[word]
            figure = None
    return str(total + (figure or 0))
