"""Colours: contrast by WCAG, ink that can be read, tints and shades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import colours
from knowledge.errors import BadSetting

ANY_COLOUR = st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#FF0000", "#FFFFFF", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert colours.contrast(one, other) == colours.contrast(other, one)


@given(ANY_COLOUR)
def test_ink_can_be_read_on_every_colour(colour):
    assert colours.contrast(colours.ink_on(colour), colour) >= colours.READABLE


@given(ANY_COLOUR)
def test_a_colour_is_darkened_until_it_can_be_read_on_its_own_tint(colour):
    pale = colours.tint(colour, 0.08)
    assert colours.contrast(colours.readable_on(colour, pale), pale) >= colours.READABLE


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert colours.readable_on(colours.PROGRAM_GREEN, colours.WHITE) == colours.PROGRAM_GREEN


def test_white_on_the_programs_green_black_on_gold():
    assert colours.ink_on(colours.own_or_green("")) == colours.WHITE
    assert colours.ink_on("#F2B705") == colours.BLACK


def test_tints_run_from_white_to_the_colour():
    assert colours.tint("#0B6E4F", 0) == "#FFFFFF"
    assert colours.tint("#0B6E4F", 1) == "#0B6E4F"
    assert colours.tint("#000000", 0.5) == "#808080"


@pytest.mark.parametrize("wrong", ["", "green", "#FFF", "#GGGGGG", "#0B6E4F\n"])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(BadSetting, match="#RRGGBB"):
        colours.contrast(wrong, "#FFFFFF")
