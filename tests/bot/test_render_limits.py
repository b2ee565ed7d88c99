"""Whatever a handler says, LINE takes it: nothing too long, too large or cut in the middle of a letter."""

import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.render import bubble, limits, messages
from handlers.reply import Card, Cards, Open, Picture, Press, Reply, Say, Text
from knowledge.colours import contrast
from knowledge.text import graphemes
from simulator.limits import check_messages

LETTERS = ("น้ำ", "ปู่", "ที่", "กี้", "ฐิ", "A", " ", "\n", "👩‍👩‍👧‍👦", "é", "๙")
words = st.lists(st.sampled_from(LETTERS), max_size=40).map("".join)
long = st.sampled_from([0, 40, 301, 4000]).flatmap(lambda n: st.sampled_from(LETTERS).map(lambda letter: letter * n))
said = st.one_of(words, long)
name = said.filter(lambda s: bool(s.strip()))
press = st.builds(Press, label=name, data=st.text("abc", min_size=1, max_size=300), shown=said)
action = st.one_of(press, st.builds(Say, label=name, text=name), st.builds(Open, label=name, uri=st.just("tel:199")))
picture = st.builds(Picture, url=st.just("https://km.example/files/x"), width=st.just(800), height=st.just(1131),
                    opens=st.sampled_from(["", "https://km.example/files/y"]))  # fmt: skip
card = st.builds(
    Card, lead=said, heading=words, kicker=words, title=words, warning=words,
    notes=st.lists(words, max_size=3).map(tuple),
    actions=st.lists(action, max_size=5).map(tuple), links=st.lists(action, max_size=2).map(tuple),
    picture=st.one_of(st.none(), picture),
)  # fmt: skip
cards = st.builds(Cards, st.lists(card, min_size=1, max_size=14).map(tuple), said)
part = st.one_of(st.builds(Text, said), card, cards)
reply = st.builds(
    Reply, parts=st.lists(part, max_size=6).map(tuple), chips=st.lists(action, max_size=20).map(tuple)
)  # fmt: skip


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(reply)
def test_line_takes_whatever_is_said(made):
    sent = messages(made)
    if sent:
        check_messages(sent)
    assert len(sent) <= limits.MESSAGES


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(LETTERS[:5]), min_size=1, max_size=900))
def test_no_letter_is_cut_in_two(letters):
    lead = "".join(letters)
    (message,) = messages(Reply((Card(lead=lead, actions=(Say(lead, "x"),)),)))
    label = message["contents"]["footer"]["contents"][0]["action"]["label"]
    whole = set(LETTERS) | {"…"}
    assert set(graphemes(label)) <= whole
    assert set(graphemes(message["altText"])) <= whole


def many(count: int, lead: str = "แผ่นพับ") -> Reply:
    """So many cards side by side."""
    return Reply((Cards(tuple(Card(lead=f"{lead} {n}") for n in range(count)), "แผ่นพับทั้งหมด"),))


@pytest.mark.parametrize(("count", "carousels"), [(1, 1), (12, 1), (13, 2), (25, 3)])
def test_more_cards_than_a_carousel_holds_go_on_in_the_next(count, carousels):
    sent = messages(many(count))
    assert len(sent) == carousels
    leads = [b["body"]["contents"][0]["text"] for m in sent for b in m["contents"]["contents"]]
    assert leads == [f"แผ่นพับ {n}" for n in range(count)]


def test_long_cards_are_shared_out_by_their_size():
    sent = messages(many(6, lead="น้ำท่วม " * 500))
    assert len(sent) > 1
    assert all(limits.size(m["contents"]) <= limits.CAROUSEL_BYTES for m in sent)


def test_a_picture_is_shown_whole_and_opens_its_file():
    shown = Card(lead="ภาษี", picture=Picture("https://km.example/p", 800, 1131, "https://km.example/f"))
    (message,) = messages(Reply((shown,)))
    hero = message["contents"]["hero"]
    assert (hero["url"], hero["aspectMode"], hero["action"]["uri"]) == (
        "https://km.example/p",
        "fit",
        "https://km.example/f",
    )


def test_the_bytes_are_those_that_are_sent():
    assert limits.size({"ก": 1}) == len(json.dumps({"ก": 1}))


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (bubble.INK, "#FFFFFF"),
        (bubble.SOFT, "#FFFFFF"),
        (bubble.ACCENT, "#FFFFFF"),
        ("#FFFFFF", bubble.ACCENT),
        (bubble.WARN_INK, bubble.WARN_BACK),
    ],
)
def test_every_word_can_be_read_by_weak_eyes(ink, ground):
    """4.5 : 1 is level AA of WCAG 2.2 (1.4.3) for text of this size."""
    assert contrast(ink, ground) >= 4.5
