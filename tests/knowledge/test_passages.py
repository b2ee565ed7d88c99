"""An article is cut at its paragraphs, and nothing of it is lost."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.passages import PASSAGE_LIMIT, split

quick = settings(max_examples=100, deadline=None, derandomize=True)
paragraphs = st.lists(st.text(alphabet="กขคงน้ำที่ \n", min_size=1, max_size=60), max_size=8).map("\n\n".join)


def letters(text: str) -> str:
    """The text without space."""
    return regex.sub(r"\s", "", text)


def test_a_short_article_is_one_passage():
    assert split("ย่อหน้าหนึ่ง\n\nย่อหน้าสอง") == ["ย่อหน้าหนึ่ง\n\nย่อหน้าสอง"]


def test_a_long_one_is_cut_between_paragraphs():
    first, second, third = "ก" * 700, "ข" * 400, "ค" * 200
    assert split(f"{first}\n\n{second}\n\n{third}") == [f"{first}\n\n{second}", third]


def test_a_long_paragraph_is_cut_between_lines():
    lines = ["ก" * 500, "ข" * 500, "ค" * 500]
    assert split("\n".join(lines)) == ["\n".join(lines[:2]), lines[2]]


@pytest.mark.parametrize("body", ["", "\n\n\n", "   "])
def test_nothing_is_no_passage(body):
    assert split(body) == []


@given(paragraphs, st.integers(20, 200))
@quick
def test_nothing_is_lost_and_nothing_is_doubled(body, limit):
    assert letters("".join(split(body, limit))) == letters(body)


@given(paragraphs, st.integers(20, 200))
@quick
def test_no_passage_is_empty_or_longer_than_asked(body, limit):
    assert all(0 < len(passage.strip()) <= len(passage) <= limit for passage in split(body, limit))


@pytest.mark.parametrize("organisation", ["mueangkaset", "mueangchum"])
def test_the_packs_that_come_along_are_cut_at_paragraphs_only(organisation):
    from knowledge.packs import find_pack, read_pack

    for article in read_pack(find_pack(organisation)).articles:
        passages = split(article.body)
        assert all(len(p) <= PASSAGE_LIMIT for p in passages)
        assert letters("".join(passages)) == letters(article.body)


def test_a_line_that_is_too_long_is_cut_between_letters():
    passages = split("ที่นี่น้ำดื่ม" * 300, 100)
    assert not [p for p in passages if regex.match(r"\p{M}|ำ", p)]
