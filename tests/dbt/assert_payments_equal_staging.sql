-- Per platform, shop and currency: the payments of staging are in fct_payments, each once, or
-- counted among those whose order no file holds.
{{ facts_equal_staging("payments", "payment_amount", ref("fct_payments"), "payment_amount") }}
