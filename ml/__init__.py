"""Predictions: pure functions, frames in and frames out.

Nothing here but `assets.py` knows what calls it, so all of it can be used from a notebook:

    from ml import bg_nbd, purchases
    summary = purchases.summarise(orders, as_of=date(2026, 10, 31))
    model = bg_nbd.fit(summary.repeats, summary.recency_weeks, summary.age_weeks)
    model.expected_orders(52, summary.repeats, summary.recency_weeks, summary.age_weeks)

| module               | what                                                                     |
|----------------------|--------------------------------------------------------------------------|
| purchases.py         | a customer's purchases as the models want them                           |
| likelihood.py        | maximum likelihood, and what it leaves uncertain                         |
| bg_nbd.py            | how many orders to expect, and whether the customer is still one         |
| gamma_gamma.py       | what an order of theirs is worth                                         |
| holdout.py           | predictions against what then happened                                   |
| customer_value.py    | all of that for one shop                                                 |
| clusters.py          | k-means on RFM scores, beside the rules' segments                        |
| baskets.py           | baskets as sparse matrices                                               |
| product_rules.py     | association rules of any size                                            |
| recommendations.py   | bought with, next products                                               |
| recommendation_checks.py | the same measured on a month that was held out                       |
| tables.py            | the tables that come of it, typed                                        |
"""
