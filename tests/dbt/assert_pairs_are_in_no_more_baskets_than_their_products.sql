-- A pair is in no more baskets than either of its products, those in no more than there are, and
-- each kept pair has as many as a pair has to have.
select *
from {{ ref("fct_product_pairs") }}
where
    pair_basket_count < {{ var("smallest_pair_basket_count") }}
    or pair_basket_count > least(first_basket_count, second_basket_count)
    or greatest(first_basket_count, second_basket_count) > scope_basket_count
    or first_item_key = second_item_key
