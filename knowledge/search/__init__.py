"""Finds the passages that answer: BM25 over words, character trigrams and folded 4-grams, fused."""

from knowledge.search.entry import Entry, Hit
from knowledge.search.index import Index
from knowledge.search.query import Query, QueryMaker

__all__ = ["Entry", "Hit", "Index", "Query", "QueryMaker"]
