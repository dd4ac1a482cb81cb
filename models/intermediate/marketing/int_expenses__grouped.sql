with expenses as (
    {% for model in staged("expenses") %}
        select
            platform,
            shop_id,
            expense_id,
            expense_date,
            lower(expense_category) as expense_category,
            season_id,
            expense_amount,
            currency,
            _file_sha256,
            _row
        from {{ ref(model) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    expenses.platform,
    expenses.shop_id,
    expenses.expense_id,
    expenses.expense_date,
    expenses.expense_category,
    coalesce(expense_groups.expense_group, 'other') as expense_group,
    expenses.season_id,
    expenses.expense_amount,
    expenses.currency,
    expenses._file_sha256,
    expenses._row
from expenses
left join {{ ref("expense_groups") }} as expense_groups
    on expenses.expense_category = expense_groups.expense_category
