"""A case to judge."""

import pytest

from bot.evaluation.cases import Case, Expectation


@pytest.fixture
def judged_case() -> Case:
    """A citizen's plain question."""
    return Case("E1", "mueangkaset", "citizen", "ถาม", "plain", Expectation("answer", ("ก",)))
