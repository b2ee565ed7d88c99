"""Rankings are judged by kind of slip and set beside the same queries without one."""

from bot.evaluation.ranking import Ranked, against_clean, by_kind, quality, ranked, table

RANKING = {"ranking": [[f"p{number}", 1.0] for number in range(1, 13)]}


def test_the_rank_of_the_right_passage_counts_within_ten():
    ranks = [ranked({"id": "q", "passage_id": p}, RANKING).rank for p in ("p1", "p10", "p11", "other")]
    assert ranks == [1, 10, 0, 0]


def test_a_slip_knows_its_clean_query_by_either_way_of_writing_ids():
    assert ranked({"id": "q7-edit1", "kind": "edit1", "passage_id": "p1"}, RANKING).base == "q7"
    assert ranked({"id": "q7", "kind": "edit1", "passage_id": "p1"}, RANKING).base == "q7"
    assert ranked({"id": "q7-edit1", "passage_id": "p1"}, RANKING) == Ranked("q7-edit1", "clean", 1)


def test_quality_is_the_share_of_firsts_and_the_mean_of_reciprocal_ranks():
    found = quality(
        [Ranked("a", "clean", 1), Ranked("b", "clean", 4), Ranked("c", "clean", 0), Ranked("d", "clean", 2)]
    )
    assert (found.n, found.top, found.mrr) == (4, 0.25, (1 + 0.25 + 0.5) / 4)


def test_clean_queries_stand_before_the_kinds_in_their_order():
    rows = [Ranked("a", "typo", 1), Ranked("a", "chat", 1), Ranked("a", "clean", 1), Ranked("b", "typo", 2)]
    assert {kind: len(group) for kind, group in by_kind(rows).items()} == {"clean": 1, "typo": 2, "chat": 1}
    assert list(by_kind(rows)) == ["clean", "typo", "chat"]


def test_only_queries_with_a_twin_are_compared():
    slips = [Ranked("a", "typo", 2), Ranked("b", "typo", 1), Ranked("alone", "typo", 0)]
    clean = [Ranked("a", "clean", 1), Ranked("b", "clean", 1), Ranked("c", "clean", 0)]
    with_slip, without = against_clean(slips, clean)
    assert (with_slip.n, with_slip.top, without.top) == (2, 0.5, 1.0)
    assert against_clean(slips, []) is None


def test_the_table_gives_the_difference_in_points():
    clean = [Ranked("a", "clean", 1), Ranked("b", "clean", 1)]
    lines = list(table([*clean, Ranked("a", "typo", 1), Ranked("b", "typo", 2)], clean))
    assert lines[1].split() == ["clean", "2", "100.00", "1.0000"]
    assert lines[2].split() == ["typo", "2", "50.00", "0.7500", "top-1", "-50.00,", "MRR@10", "-25.00", "over", "2"]


def test_without_clean_queries_nothing_is_compared():
    lines = list(table([Ranked("a", "typo", 1)], []))
    assert "clean" not in "".join(lines)
