-- An age above a hundred is a slip of the pen. Incomes are told by fifths, for they are in as many
-- currencies as there are shops.
with people as (
    select
        *,
        row_number() over (
            partition by world_id, income_amount is null order by income_amount, customer_id
        ) - 1 as lower_income_count,
        count(*) over (partition by world_id, income_amount is null) as same_kind_count
    from {{ ref("int_people__united") }}
),

banded as (
    select
        *,
        case
            when income_amount is not null
                then 1 + cast({{ whole_parts(
                    "5 * lower_income_count", "same_kind_count"
                ) }} as integer)
        end as income_fifth,
        cast({{ whole_parts("age_years", 10) }} as integer) as age_decade
    from people
)

select
    {{ surrogate_key(["platform", "shop_id", "customer_id"]) }} as person_key,
    platform,
    shop_id,
    world_id,
    currency,
    known_date,
    case
        when stated_age_group is not null then replace(stated_age_group, '_', ' ')
        when age_decade is null or age_decade >= 10 or age_decade < 1 then 'Not stated'
        when age_decade < 3 then 'under 30'
        when age_decade >= 7 then '70 and over'
        else {{ dbt.concat([
            "cast(age_decade as " ~ dbt.type_string() ~ ")", "'0 to '",
            "cast(age_decade as " ~ dbt.type_string() ~ ")", "'9'"
        ]) }}
    end as age_group,
    case income_fifth
        when 1 then 'Bottom fifth'
        when 2 then 'Lower fifth'
        when 3 then 'Middle fifth'
        when 4 then 'Upper fifth'
        when 5 then 'Top fifth'
        else 'Not stated'
    end as income_band,
    coalesce(education, 'Not stated') as education,
    case
        when household is null or children_count is null then 'Not stated'
        when children_count > 0 then {{ dbt.concat(["household", "' with children'"]) }}
        else {{ dbt.concat(["household", "' without children'"]) }}
    end as household,
    coalesce(gender, 'Not stated') as gender,
    coalesce(acquisition_source, 'Not stated') as acquisition_source,
    {{ money("coalesce(spend_amount, 0)") }} as spend_amount,
    cast(coalesce(order_count, 0) as bigint) as order_count
from banded
