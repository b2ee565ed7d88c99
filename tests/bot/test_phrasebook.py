"""Every sentence the bot can say: it can be said, it is clean Thai, and HR finds it in `km phrases`."""

import importlib
import inspect
import pkgutil
import re
import string

import pytest

import bot
import handlers
import scheduler
from bot.phrasebook import phrases_of

# What handlers fill in, beside the organisation's name and its particles.
PLACEHOLDERS = {
    "org": "อบต.เมืองเกษตร",
    "ka": "ค่ะ",
    "kha": "คะ",
    "when": "เจ้าหน้าที่ตอบในวันราชการ",
    "title": "แผ่นพับภาษี",
    "titles": "แผ่นพับภาษี, แผ่นพับขยะ",
    "question": "ภาษีจ่ายที่ไหน",
    "number": 12,
    "example": "แผ่นพับ",
    "help": "ขอแผ่นพับ",
    "basis": "พ.ร.บ.",
    "date": "20 พ.ย. 2569",
    "year": 2563,
    "agency": "สำนักงานขนส่งจังหวัด",
    "user_id": "U0123456789",
    "what": "ส่งเตือนตอนนี้",
    "since": "20 พ.ย. 2569",
    "count": 3,
    "size": "340 KB",
    "first": 1,
    "last": 2,
    "name": "ประชุมชี้แจง",
    "done": 1,
    "days": 7,
    "asked": 40,
    "people": 12,
    "answered": 30,
    "chosen": 4,
    "unanswered": 5,
    "forwarded": 1,
}
PHRASES = phrases_of()
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
each_phrase = pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: f"{p.file}:{p.name}")


@each_phrase
def test_it_can_be_said_with_what_handlers_fill_in(phrase):
    assert "{" not in phrase.text.format(**PLACEHOLDERS)


@each_phrase
def test_it_is_clean_thai(phrase):
    said = phrase.text.format(**PLACEHOLDERS)
    assert "  " not in said
    assert not INVISIBLE.search(said)
    assert "เเ" not in said, "two เ for one แ"
    assert "ํา" not in said, "a split ำ"
    assert not re.search(r"[ \t](\n|$)", said), "a space at the end of a line"
    assert said == said.rstrip()


@each_phrase
def test_it_fits_into_one_message(phrase):
    assert 0 < len(phrase.text.format(**PLACEHOLDERS).encode("utf-16-le")) // 2 <= 5000


@each_phrase
def test_it_speaks_as_the_organisation_does(phrase):
    """The particle belongs to the organisation: a sentence names it by {ka} or {kha}, never by itself."""
    assert not re.search("ครับ|ค่ะ|คะ(?![ก-ฮ])|ฮะ(?![ก-ฮ])", phrase.text)


@each_phrase
@pytest.mark.parametrize("particles", [{"ka": "", "kha": ""}, {"ka": "ค่ะ", "kha": "คะ"}])
def test_it_reads_well_in_either_style(phrase, particles):
    said = phrase.text.format(**PLACEHOLDERS | particles)
    assert "  " not in said
    assert not re.search(r" [,.]", said)
    assert "ค่ะค่ะ" not in said


@each_phrase
def test_it_uses_named_placeholders_only(phrase):
    fields = [name for _, name, _, _ in string.Formatter().parse(phrase.text) if name is not None]
    assert set(fields) <= set(PLACEHOLDERS), f"{set(fields) - set(PLACEHOLDERS)} is new: give it an example above"


def test_hr_finds_every_phrase_with_its_file(km):
    output = km("phrases").output
    for phrase in PHRASES:
        assert f"{phrase.file}  {phrase.name}" in output
        assert all(line in output for line in phrase.text.split("\n"))


def test_no_thai_sentence_hides_outside_of_the_phrasebook():
    """A sentence for people stands as an upper-case constant; inside a function nobody proof-reads it."""
    hidden = []
    for package in (handlers, bot, scheduler):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            hidden += _thai_inside_functions(importlib.import_module(module.name))
    assert hidden == []


def _thai_inside_functions(module) -> list[str]:
    functions = [f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__]
    return [
        f"{module.__name__}.{f.__name__}: {constant}"
        for f in functions
        for constant in f.__code__.co_consts
        if isinstance(constant, str) and constant != f.__doc__ and re.search("[ก-๛]{3}", constant)
    ]
