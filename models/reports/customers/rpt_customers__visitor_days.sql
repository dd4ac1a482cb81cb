with visits as (
    select
        worlds.world_id,
        visitor_days.rfm_segment,
        {{ dbt.concat(["visitor_days.platform", "'|'", "visitor_days.visitor_id"]) }}
            as visitor_id,
        visitor_days.session_date as activity_date
    from {{ ref("fct_visitor_days") }} as visitor_days
    inner join {{ ref("rpt_executive__worlds") }} as worlds
        on visitor_days.shop_id = worlds.shop_id
)

{{ entity_days("visits", "visitor_id", "visitor_count", sets=[["rfm_segment"], []]) }}
