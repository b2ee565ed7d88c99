"""The pieces of `make bench-search` that need nothing but the repository."""

import xml.etree.ElementTree as ET

from bench_search.passages import passages, questions
from bench_search.plot import draw


def test_the_same_passages_are_made_in_every_run(shared):
    data = shared / "data" / "retrieval"
    made = passages(data, 4300)
    assert made == passages(data, 4300)
    assert len({e.id for e in made}) == 4300
    assert all(e.text for e in made)
    assert questions(data)[:3] == questions(data)[:3]


def test_the_picture_is_well_formed_and_has_a_line_for_each_engine(tmp_path):
    draw(tmp_path / "growth.svg", {"ours": [(1000, 1.5), (10000, 3.2)], "FTS5": [(1000, 16.0)], "bm25s": []}, "Growth")
    lines = ET.parse(tmp_path / "growth.svg").getroot().findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2
