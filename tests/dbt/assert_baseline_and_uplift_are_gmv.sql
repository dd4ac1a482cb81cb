-- Day by day, the fact's GMV being that of the sales, and nothing brought on a day without an
-- event.
select
    baselines.platform,
    baselines.shop_id,
    baselines.currency,
    baselines.sale_date,
    baselines.gmv_amount,
    sales.gmv_amount as gmv_of_sales,
    baselines.baseline_amount,
    baselines.uplift_amount
from {{ ref("fct_sales_baseline_daily") }} as baselines
full outer join {{ ref("fct_sales_daily") }} as sales
    on
        baselines.platform = sales.platform
        and baselines.shop_id = sales.shop_id
        and baselines.currency = sales.currency
        and baselines.sale_date = sales.sale_date
where
    baselines.baseline_amount + baselines.uplift_amount <> baselines.gmv_amount
    or (baselines.event_kind = 'ordinary' and baselines.uplift_amount <> 0)
    or coalesce(baselines.gmv_amount, 0) <> coalesce(sales.gmv_amount, 0)
