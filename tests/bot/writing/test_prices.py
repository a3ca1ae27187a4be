"""What tokens cost: the table, the price a person sets, and when none is known."""

from __future__ import annotations

import pytest

from bot.errors import BadSetting
from bot.settings import load_settings
from bot.writing.prices import Price, price_of


def test_a_common_model_has_its_list_price() -> None:
    price = price_of("openai:gpt-5-mini")
    assert price == Price(0.25, 2)
    assert price is not None
    assert price.of(1_000_000, 500_000) == pytest.approx(1.25)


def test_no_price_is_made_up() -> None:
    assert price_of("openai:never-heard-of-it") is None
    assert price_of("openai:gpt-5-mini", base_url="http://localhost:8000/v1") is None


def test_the_price_that_is_set_goes_first() -> None:
    assert price_of("openai:gpt-5-mini", "1, 2.5", "http://localhost/v1") == Price(1, 2.5)


@pytest.mark.parametrize("price", ["1", "1,2,3", "one,two", "-1,2", "nan,1", "1,inf", ","])
def test_a_price_that_is_none_is_refused(price: str) -> None:
    with pytest.raises(BadSetting, match=r"^ONRECORD_MODEL_PRICE: .*; correct or unset it$"):
        load_settings(model_price=price)
