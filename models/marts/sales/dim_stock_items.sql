with sold as (
    select * from {{ ref("int_stock_items__sold") }}
),

thresholds as (
    select
        world_id,
        percentile_cont(0.5) within group (order by unit_count) as median_unit_count,
        percentile_cont(0.5) within group (order by gmv_amount) as median_gmv_amount
    from sold
    where gmv_amount > 0
    group by world_id
),

ranked as (
    select
        *,
        sum(gmv_amount) over (partition by world_id) as world_gmv_amount,
        sum(gmv_amount) over (
            partition by world_id
            order by gmv_amount desc, stock_item_key asc
            rows between unbounded preceding and current row
        ) - gmv_amount as better_gmv_amount,
        row_number() over (
            partition by world_id order by lifetime_gmv_amount desc, stock_item_key asc
        ) as lifetime_gmv_rank
    from sold
),

judged as (
    select
        ranked.*,
        thresholds.median_unit_count,
        thresholds.median_gmv_amount,
        coalesce(ranked.unit_count > thresholds.median_unit_count, false) as is_above_median_units,
        coalesce(ranked.gmv_amount > thresholds.median_gmv_amount, false) as is_above_median_gmv
    from ranked
    left join thresholds
        on ranked.world_id = thresholds.world_id
)

select
    {{ surrogate_key(["judged.world_id", "judged.stock_item_key"]) }} as stock_item_world_key,
    judged.stock_item_key,
    judged.platform,
    judged.shop_id,
    judged.world_id,
    judged.sku,
    judged.product_id,
    {{ product_label("judged") }} as product_name,
    {{ category_label("judged") }} as product_category,
    judged.first_sold_date,
    judged.last_sold_date,
    judged.as_of_date,
    judged.currency,
    {{ money("judged.lifetime_gmv_amount") }} as lifetime_gmv_amount,
    cast(judged.lifetime_unit_count as bigint) as lifetime_unit_count,
    {{ money("judged.gmv_amount") }} as gmv_amount,
    cast(judged.unit_count as bigint) as unit_count,
    {{ money("judged.costed_kept_amount") }} as costed_kept_amount,
    {{ money("judged.item_profit_amount") }} as item_profit_amount,
    cast(judged.recent_unit_count as bigint) as recent_unit_count,
    cast(judged.earlier_unit_count as bigint) as earlier_unit_count,
    cast(judged.lifetime_gmv_rank as bigint) as lifetime_gmv_rank,
    {% for scheme in ["abc_thirds", "abc_pareto"] %}
        case
            when judged.gmv_amount <= 0 then 'Not sold'
            when judged.better_gmv_amount < {{ var(scheme)["a_pct"] }} * judged.world_gmv_amount
                then 'A'
            when judged.better_gmv_amount < {{ var(scheme)["b_pct"] }} * judged.world_gmv_amount
                then 'B'
            else 'C'
        end as {{ scheme }}_class,
    {% endfor %}
    case when judged.gmv_amount > 0 then classes.product_class else 'Not sold' end as product_class,
    judged.days_since_first_sale < {{ var("new_product_days") }} as is_new,
    case
        -- A shop younger than both spans cannot tell old from new, nor more from less.
        when judged.world_day_count < 2 * {{ var("lifecycle_days") }} then 'Too early to tell'
        when judged.days_since_first_sale < {{ var("new_product_days") }} then 'Introduction'
        when judged.recent_unit_count = 0 then 'Decline'
        when
            judged.recent_unit_count
            > (1 + {{ var("lifecycle_growth_pct") }}) * judged.earlier_unit_count
            then 'Growth'
        when
            judged.recent_unit_count
            < (1 - {{ var("lifecycle_growth_pct") }}) * judged.earlier_unit_count
            then 'Decline'
        else 'Maturity'
    end as lifecycle_stage
from judged
left join {{ ref("product_classes") }} as classes
    on
        judged.is_above_median_units = classes.is_above_median_units
        and judged.is_above_median_gmv = classes.is_above_median_gmv
