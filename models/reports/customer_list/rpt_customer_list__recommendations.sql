-- How often ten recommended products held one that was bought in the month held out.
select
    world_id,
    case list_name
        when 'next_products' then 'Next product of a customer'
        when 'bought_with' then 'Bought with a product'
        else 'Products of a segment'
    end as recommendation_list,
    replace(method, '_', ' ') as recommendation_method,
    is_chosen,
    case_count,
    hit_count,
    popularity_hit_count
from {{ ref("fct_recommendation_checks") }}
