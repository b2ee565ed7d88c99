"""Finds the passages that answer: BM25 over words fused with BM25 over character trigrams."""

from knowledge.search.index import Entry, Hit, Index
from knowledge.search.query import Query, QueryMaker

__all__ = ["Entry", "Hit", "Index", "Query", "QueryMaker"]
