"""The reliability of a confidence as a table for the terminal."""

from collections.abc import Iterator, Sequence

from knowledge import calibration

PRECISION = 0.95


def lines(rated: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """The table over pairs of (confidence, right): ten bins, then what they come to."""
    if not rated:
        yield "nothing to rate: no message of the loaded organisation asks the knowledge"
        return
    confidences, right = [p for p, _ in rated], [r for _, r in rated]
    bins = calibration.reliability(confidences, right)
    yield "  confidence    messages    mean   right %"
    for b in bins:
        yield f"   {b.low:.1f} – {b.low + 0.1:.1f}   {b.count:8}   {b.confidence:5.2f}   {100 * b.right:7.1f}"
    yield f"expected calibration error {calibration.calibration_error(bins):.3f}, AUROC {_auroc(confidences, right)}"
    yield _at_precision(confidences, right)


def _auroc(confidences: Sequence[float], right: Sequence[bool]) -> str:
    area = calibration.auroc(confidences, right)
    return "–" if area is None else f"{area:.3f}"


def _at_precision(confidences: Sequence[float], right: Sequence[bool]) -> str:
    found = calibration.answered_at_precision(confidences, right, PRECISION)
    if found is None:
        return f"no threshold gives {100 * PRECISION:.0f} % precision"
    threshold, share = found
    return (f"at {100 * PRECISION:.0f} % precision (from {threshold:.3f} on)"
            f" {100 * share:.1f} % of the right ones are answered")  # fmt: skip
