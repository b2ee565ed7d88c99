"""The index: the formulas, whatever happened to the passages on the way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search import Entry, Hit, Index, QueryMaker, bm25, holdings
from knowledge.search.analysis import plain
from knowledge.search.segment import build, merge, whole
from knowledge.text_words import Words, plain_words
from plain_search import scores

PIECES = ("ภาษีที่ดิน", "และสิ่งปลูกสร้าง", "ชำระ", "ภายในเดือนเมษายน", "น้ำประปา", "ไม่ไหล", "ถนน", "เบี้ยยังชีพ",
          "ผู้สูงอายุ", "จ่ายทุกวันที่ 10", " ", "LINE", "(ภ.บ.ท.5)", "ๆ", "-", "ก", "เด็กแรกเกิด", "2569")  # fmt: skip
text = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
audience = st.sampled_from(["external", "internal"])
own = st.frozensets(st.sampled_from(["ภ.บ.ท.5", "สิ่งปลูกสร้างและ", "กด", "ประปาไม่ไหล", "ดินและ", "๒๕"]), max_size=3)
entry = st.builds(
    Entry, id=st.sampled_from("abcdefghij"), group=st.just("g"), text=text, title=text, keywords=text, phrasings=text,
    audience=audience, names=st.lists(text, max_size=2).map(tuple),
)  # fmt: skip
shelf = st.lists(entry, max_size=9, unique_by=lambda e: e.id)
quickly = settings(max_examples=60, deadline=None)
QUESTIONS = ("ชำระภาษีที่ดินเมื่อไร", "น้ำไม่ไหล ถนน", "เบี้ยผู้สูงอายุจ่ายวันที่ 10", "LINE", "ก", "")


def found(index: Index, words: Words, question: str, **limits) -> list[Hit]:
    """The hits of a question."""
    return index.search(QueryMaker(words).make(question), **limits)


@pytest.fixture
def merging(monkeypatch):
    """Segments of at most five passages and terms a few at a time, so that a short history already merges them."""
    monkeypatch.setattr(holdings, "SMALL", 1)
    monkeypatch.setattr(holdings, "AT_ONCE", 2)
    monkeypatch.setattr(holdings, "FACTOR", 2)
    monkeypatch.setattr(holdings, "LARGEST", 5)
    monkeypatch.setattr(bm25, "AT_ONCE", 3)


@quickly
@given(shelf, own)
def test_the_scores_are_those_of_the_formulas(entries, own_words):
    words = Words(own_words)
    index = Index(entries, words)
    for question in QUESTIONS:
        query = QueryMaker(words).make(question)
        expected = dict(zip((e.id for e in entries), scores(entries, words, query) if entries else [], strict=True))
        hits = index.search(query, None, 100)
        assert {h.entry.id: h.score for h in hits} == pytest.approx(
            {i: s for i, s in expected.items() if s > 0}, abs=1e-5
        )


@pytest.mark.usefixtures("merging")
def test_after_any_history_the_index_is_as_if_built_anew():
    @quickly
    @given(st.lists(st.tuples(shelf, own), min_size=2, max_size=6))
    def holds(history):
        index = Index([], Words())
        for entries, own_words in history:
            words = Words(own_words)
            index = index.brought_to(entries, words)
            again = Index(entries, words)
            for question in QUESTIONS:
                assert found(index, words, question, limit=20) == found(again, words, question, limit=20)
                query = QueryMaker(words).make(question)
                assert index.unseen_share(query) == again.unseen_share(query)

    holds()


@quickly
@given(shelf)
def test_an_audience_filter_equals_filtering_afterwards(entries):
    words = plain_words()
    index = Index(entries, words)
    for question in QUESTIONS:
        seen = found(index, words, question, audiences=frozenset({"external"}), limit=20)
        assert seen == [h for h in found(index, words, question, limit=20) if h.entry.audience == "external"]


@quickly
@given(st.lists(st.tuples(shelf, st.sets(st.integers(0, 8))), min_size=1, max_size=4))
def test_merged_segments_hold_the_living_passages_alone(parts):
    words = plain_words()
    standings, living = [], []
    for entries, dead in parts:
        analysed = [holdings.analyse(e, words) for e in entries]
        numbers = np.array(sorted(n for n in dead if n < len(entries)), np.int64)
        standings.append(whole(build(analysed)).without(numbers))
        living += [a for n, a in enumerate(analysed) if n not in dead]
    merged, anew = merge(standings), build(living)
    assert merged.contents.tolist() == anew.contents.tolist()
    assert merged.lengths.tolist() == anew.lengths.tolist()
    pairs = zip((*merged.channels, merged.titles.postings, merged.names.postings),
                (*anew.channels, anew.titles.postings, anew.names.postings), strict=True)  # fmt: skip
    for one, other in pairs:
        assert [getattr(one, f).tolist() for f in ("keys", "starts", "numbers", "counts")] == [
            getattr(other, f).tolist() for f in ("keys", "starts", "numbers", "counts")
        ]
    assert merged.names.owners.tolist() == anew.names.owners.tolist()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "ด", "สิ่ง", "ไหลถนน"]), max_size=10).map("".join), own, own)
def test_a_word_that_a_text_does_not_hold_does_not_change_how_it_is_cut(typed, before, after):
    normal = plain(typed)
    old, new = Words(before), Words(after)
    if not any(word in normal for word in old.own ^ new.own):
        assert old.cut(normal) == new.cut(normal)


@quickly
@given(shelf, own)
def test_no_passage_that_holds_a_word_is_missed(entries, own_words):
    segment = build([holdings.analyse(e, plain_words()) for e in entries])
    for word in Words(own_words).own:
        fields = [[plain(f) for f in (e.title, e.keywords, e.phrasings, e.text)] for e in entries]
        holders = {n for n, texts in enumerate(fields) if any(word in t for t in texts)}
        assert holders <= set(holdings.holding(segment, word).tolist())


def test_only_what_is_new_is_analysed(monkeypatch):
    analysed = []
    analyse = holdings.analyse
    monkeypatch.setattr(holdings, "analyse", lambda e, words: (analysed.append(e.id), analyse(e, words))[1])
    kite, dog = Entry("kite#0", "kite", "ภาษีว่าวตัวละยี่สิบบาท"), Entry("dog#0", "dog", "ฉีดวัคซีนสุนัขปีละครั้ง")
    index = Index([kite], plain_words()).brought_to([dog, kite], plain_words())
    index = index.brought_to([kite], plain_words()).brought_to([kite, dog], Words(["วัคซีนสุนัข"]))
    assert analysed == ["kite#0", "dog#0", "dog#0"]
    index.brought_to([kite, dog], Words(["วัคซีนสุนัข", "ตัวละ"]))
    assert analysed[3:] == ["kite#0"]


def test_equal_passages_come_in_the_order_of_the_index():
    twins = [Entry(f"{n}", "g", "ขอเปลี่ยนมิเตอร์น้ำ", title="มิเตอร์น้ำ") for n in range(6)]
    index = Index(twins[1:], plain_words()).brought_to(twins, plain_words())
    assert [h.entry.id for h in found(index, plain_words(), "มิเตอร์น้ำ")] == list("012345")
    assert [h.entry.id for h in found(index, plain_words(), "มิเตอร์น้ำ", limit=2)] == ["0", "1"]


def test_an_empty_knowledge_base_finds_nothing():
    index = Index([], plain_words())
    assert found(index, plain_words(), "ภาษี") == []
    assert index.unseen_share(QueryMaker(plain_words()).make("ภาษี")) == 1.0


def test_a_term_that_stands_very_often_is_counted_up_to_a_bound():
    long = Entry("long", "g", "น้ำประปา " * 3000)
    index = Index([long, Entry("short", "g", "น้ำประปาไม่ไหล")], plain_words())
    assert [h.entry.id for h in found(index, plain_words(), "น้ำประปาไม่ไหล")] == ["short", "long"]


def test_many_changes_leave_few_segments():
    entries = [Entry(f"{n}", "g", f"หนังสือราชการฉบับที่ {n}") for n in range(400)]
    index = Index(entries[:300], plain_words())
    for last in range(301, 401):
        index = index.brought_to(entries[last - 250 : last], plain_words())
    sizes = [(s.segment.size, s.living) for s in index.holdings.standings]
    assert len(sizes) <= 3
    assert sum(living for _, living in sizes) == 250
    assert all(size - living <= holdings.DEAD * size for size, living in sizes)


@quickly
@given(shelf, own, st.sampled_from(QUESTIONS))
def test_the_same_question_finds_the_same_however_often_it_is_asked(entries, own_words, question):
    words = Words(own_words)
    first = found(Index(entries, words), words, question)
    assert found(Index(entries, words), words, question) == first
    assert found(Index(entries, Words(own_words)), Words(own_words), question) == first
