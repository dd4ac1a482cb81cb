-- People of whom more is known than what they bought: from surveys, and from the seller's own sheet
-- of customers, with what those spent.
with respondents as (
    {% for model in staged("respondents") %}
        select
            platform,
            shop_id,
            customer_id,
            currency,
            enrolled_date as known_date,
            birth_year,
            income_amount,
            education,
            marital_status,
            child_count + teenager_count as children_count,
            wine_amount + fruit_amount + meat_amount + fish_amount + sweets_amount + gold_amount
                as spend_amount,
            cast(
                web_purchase_count + catalogue_purchase_count + store_purchase_count as bigint
            ) as order_count
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

last_years as (
    select
        shop_id,
        max(extract(year from known_date)) as last_year
    from respondents
    group by shop_id
),

surveyed as (
    select
        respondents.platform,
        respondents.shop_id,
        {{ dbt.concat(["respondents.shop_id", "' · '", "respondents.currency"]) }} as world_id,
        respondents.currency,
        respondents.customer_id,
        respondents.known_date,
        last_years.last_year - respondents.birth_year as age_years,
        respondents.income_amount,
        respondents.education,
        statuses.household,
        respondents.children_count,
        cast(null as {{ dbt.type_string() }}) as gender,
        cast(null as {{ dbt.type_string() }}) as stated_age_group,
        cast(null as {{ dbt.type_string() }}) as acquisition_source,
        respondents.spend_amount,
        respondents.order_count
    from respondents
    inner join last_years
        on respondents.shop_id = last_years.shop_id
    left join {{ ref("marital_statuses") }} as statuses
        on lower(trim(respondents.marital_status)) = statuses.marital_status
),

attributes as (
    {% for model in staged("customer_attributes") %}
        select
            platform,
            shop_id,
            platform_customer_id,
            attributes_date,
            gender,
            age_group,
            acquisition_source,
            row_number() over (
                partition by platform, shop_id, platform_customer_id order by attributes_date desc
            ) as newness
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

customers as (
    select
        current_states.world_id,
        current_states.currency,
        current_states.first_order_date,
        current_states.net_revenue_amount,
        current_states.order_count,
        attributes.*
    from attributes
    inner join {{ ref("int_customers__current") }} as current_states
        on
            {{ surrogate_key([
                "attributes.platform", "attributes.shop_id", "attributes.platform_customer_id"
            ]) }} = current_states.customer_key
    where attributes.newness = 1
)

select * from surveyed
union all
select
    platform,
    shop_id,
    world_id,
    currency,
    platform_customer_id as customer_id,
    first_order_date as known_date,
    cast(null as bigint) as age_years,
    cast(null as {{ money_type() }}) as income_amount,
    cast(null as {{ dbt.type_string() }}) as education,
    cast(null as {{ dbt.type_string() }}) as household,
    cast(null as bigint) as children_count,
    gender,
    age_group as stated_age_group,
    acquisition_source,
    net_revenue_amount as spend_amount,
    order_count
from customers
