"""Whether a confidence means what it says, on confidences whose figures are known by hand."""

import pytest

from knowledge.calibration import answered_at_precision, auroc, calibration_error, reliability


def test_a_confidence_falls_into_its_tenth_and_one_into_the_last():
    bins = reliability([0.0, 0.05, 0.3, 0.95, 1.0], [False, True, True, True, False])
    assert [(b.low, b.count, b.right) for b in bins] == [(0.0, 2, 0.5), (0.3, 1, 1.0), (0.9, 2, 0.5)]
    assert [b.confidence for b in bins] == pytest.approx([0.025, 0.3, 0.975])


def test_ten_bins_hold_every_message_once():
    confidences = [n / 100 for n in range(101)]
    bins = reliability(confidences, [True] * 101)
    assert [b.count for b in bins] == [10] * 9 + [11]


def test_the_error_is_the_distance_of_confidence_and_share_by_size():
    assert calibration_error(reliability([0.75] * 4, [True, True, True, False])) == pytest.approx(0.0)
    bins = reliability([0.9] * 2 + [0.1] * 2, [True, False, False, False])
    assert calibration_error(bins) == pytest.approx((0.4 * 2 + 0.1 * 2) / 4)


def test_of_nothing_there_is_no_error():
    assert reliability([], []) == []
    assert calibration_error([]) == 0.0


@pytest.mark.parametrize(
    ("confidences", "right", "area"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], 0.0),
        ([0.5, 0.5, 0.5, 0.5], [True, False, True, False], 0.5),
        ([0.9, 0.4, 0.6, 0.1], [True, True, False, False], 0.75),
        ([0.9, 0.1], [True, True], None),
        ([], [], None),
    ],
)
def test_auroc_counts_the_pairs_in_the_right_order(confidences, right, area):
    assert auroc(confidences, right) == area


def test_the_lowest_threshold_that_keeps_the_precision_shows_the_most():
    confidences = [0.9, 0.8, 0.7, 0.6, 0.2]
    right = [True, True, False, True, True]
    assert answered_at_precision(confidences, right, 0.95) == (0.8, 0.5)
    assert answered_at_precision(confidences, right, 0.7) == (0.2, 1.0)


def test_where_nothing_is_precise_enough_there_is_no_threshold():
    assert answered_at_precision([0.9, 0.5], [False, True], 0.95) is None
    assert answered_at_precision([], [], 0.95) is None
