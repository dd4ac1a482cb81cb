-- The widest of the set's four levels, which is stated on each line that holds the product.
select
    'dunnhumby' as platform,
    shop_id,
    product_code as product_id,
    min(product_code_40) as product_department
from {{ ref("base_dunnhumby__lines") }}
where product_code_40 is not null
group by shop_id, product_code
