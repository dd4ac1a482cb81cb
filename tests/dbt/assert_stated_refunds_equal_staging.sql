-- Per platform, shop and currency: what platforms state as paid back is in fct_refunds, each once,
-- or counted among those whose order no file holds. What follows from a status comes on top.
{{ facts_equal_staging(
    "refunds", "refund_amount", ref("fct_refunds"), "paid_back_amount",
    where="not is_amount_derived"
) }}
