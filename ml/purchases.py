"""A customer's purchases as the models want them.

Orders of a customer on one day are one purchase, as in Fader, Hardie and Lee: two orders of a
minute are a forgotten item, not a habit. Time is in weeks of seven days, from the day of the first
purchase.

What a purchase is worth may be 0 or less, where all of it was refunded. It is a purchase all the
same (somebody came back); of its value see `customer_value.py`.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

DAYS_PER_WEEK = 7.0


def by_day(orders: pd.DataFrame) -> pd.DataFrame:
    """One row per customer and day with an order, sorted.

    `orders`: one row per order with customer_key, order_date (datetime64) and value (float, in one
    currency). Orders of nobody (no customer_key) are left out: no history can be made of them.
    """
    known = orders[orders["customer_key"].notna()]
    days = known.groupby(["customer_key", "order_date"], sort=True)["value"].sum()
    return days.reset_index()


def summarise(days: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One row per customer, by customer_key, with what is known of them at the end of `as_of`.

    `days`: as `by_day` gives it; later ones are not looked at. Columns:

    - repeats (int): purchases after the first; the models' x
    - recency_weeks: from the first purchase to the last; t_x
    - age_weeks: from the first purchase to `as_of`; T
    - repeat_value, first_value: mean value of the repeat purchases that were worth more than 0 (NaN
      where none was), and the value of the first
    - valued_repeats (int): how many repeat purchases were worth more than 0
    """
    until = pd.Timestamp(as_of)
    seen = days[days["order_date"] <= until]
    first = seen.groupby("customer_key")["order_date"].transform("min")
    is_repeat = seen["order_date"] > first
    repeated = seen[is_repeat & (seen["value"] > 0)].groupby("customer_key")["value"]
    per_customer = seen.groupby("customer_key", sort=True)
    result = pd.DataFrame(
        {
            "repeats": per_customer.size() - 1,
            "recency_weeks": (
                per_customer["order_date"].max() - per_customer["order_date"].min()
            ).dt.days.div(DAYS_PER_WEEK),
            "age_weeks": (until - per_customer["order_date"].min()).dt.days.div(DAYS_PER_WEEK),
        }
    )
    result["first_value"] = seen[~is_repeat].set_index("customer_key")["value"]
    result["repeat_value"] = repeated.mean()
    result["valued_repeats"] = repeated.size().reindex(result.index, fill_value=0).astype(int)
    return result.reset_index()
