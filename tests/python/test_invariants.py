"""Every invariant of the warehouse can fail: broken on purpose, its test says so.

A test that passes over broken rows is worth less than none, so each one in tests/dbt has a breach
here, and each kind of generic test one example.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import PROJECT, Settings

_ONE_ORDER = "order_key = (select min(order_key) from marts.fct_orders where is_counted)"


def _one(table: str, condition: str) -> str:
    return f"rowid = (select min(rowid) from {table} where {condition})"


BREACHES: Mapping[str, tuple[str, ...]] = {
    "assert_a_rate_sheet_converts_to_one_currency": (
        "insert into intermediate.int_exchange_rates__daily values"
        " ('main', 'USD', 'THB', 33, '2024-01-01', '2031-01-01'),"
        " ('main', 'USD', 'MYR', 4, '2024-01-01', '2031-01-01')",
    ),
    "assert_ad_days_add_up_to_their_periods": (
        "update intermediate.int_ads__daily set spend_amount = spend_amount + 0.01 where is_spread",
        "update intermediate.int_ads__daily set click_count = click_count + 1 where not is_spread",
        "delete from intermediate.int_ads__daily where is_spread",
    ),
    "assert_ad_spend_is_never_more_than_exported": (
        "update marts.fct_ad_performance_daily set spend_amount = 0 where not is_spread",
        "update marts.fct_ad_performance_daily set spend_amount = 2 * spend_amount where is_spread",
        "delete from marts.fct_ad_performance_daily where not is_spread",
    ),
    "assert_acquisition_holds_all_marketing": (
        "update marts.fct_acquisition_monthly set shared_spend_amount = shared_spend_amount + 1",
        "delete from marts.fct_acquisition_monthly",
    ),
    "assert_cohorts_add_up_to_net_revenue": (
        "delete from marts.fct_cohort_months where month_age_count = 0",
        "update marts.fct_cohort_months"
        " set cohort_net_revenue_amount = cohort_net_revenue_amount + 0.01",
    ),
    "assert_customers_are_in_one_state_each_month": (
        "update reports.rpt_customers__states set known_customer_count = known_customer_count + 1",
        "update reports.rpt_customers__states set left_customer_count = left_customer_count + 1",
        "update reports.rpt_customers__states set at_risk_count = 0",
        "update reports.rpt_customers__states"
        " set churned_customer_count = churned_customer_count + 1",
    ),
    "assert_customers_page_adds_up_to_facts": (
        "update reports.rpt_customers__orders set gmv_amount = gmv_amount + 0.01",
        "update reports.rpt_customers__frequency set buyer_count = buyer_count + 1",
        "delete from reports.rpt_customers__orders",
    ),
    "assert_segment_migration_adds_up_to_both_ends": (
        "update reports.rpt_segments__migration"
        " set moved_customer_count = moved_customer_count + 1",
        "update reports.rpt_segments__migration set previous_rfm_segment = 'Champions'"
        " where previous_rfm_segment = 'First order'",
    ),
    "assert_baskets_of_pages_add_up_to_facts": (
        "update reports.rpt_baskets__daily set basket_count = basket_count + 1",
        "update reports.rpt_baskets__prices set gmv_amount = gmv_amount + 0.01",
        "delete from reports.rpt_baskets__missions",
        "update reports.rpt_baskets__products set product_basket_count = product_basket_count + 1",
        "delete from marts.fct_baskets",
    ),
    "assert_pairs_are_in_no_more_baskets_than_their_products": (
        "update marts.fct_product_pairs set pair_basket_count = first_basket_count + 1",
        "update marts.fct_product_pairs set scope_basket_count = 1",
        "update marts.fct_product_pairs set pair_basket_count = 1",
    ),
    "assert_baseline_and_uplift_are_gmv": (
        "update marts.fct_sales_baseline_daily set uplift_amount = uplift_amount + 0.01 where "
        + _one("marts.fct_sales_baseline_daily", "event_kind <> 'ordinary'"),
    ),
    "assert_both_clocks_agree_over_a_lifetime": (
        "update marts.fct_sales_daily set refund_amount = refund_amount + 1",
        "update marts.fct_sales_daily set refund_on_refund_date_amount = 0",
        "update marts.fct_sales_daily set net_revenue_amount = net_revenue_amount + 1",
        "delete from marts.fct_sales_daily where refund_on_refund_date_amount > 0",
    ),
    "assert_campaign_days_add_up_to_pulse": (
        "update reports.rpt_campaign__daily set spend_amount = spend_amount + 0.02 where "
        + _one("reports.rpt_campaign__daily", "spend_amount > 0"),
    ),
    "assert_categories_add_up_to_their_channel": (
        "update reports.rpt_executive__category_days set gmv_amount = gmv_amount + 0.01 where "
        + _one("reports.rpt_executive__category_days", "gmv_amount > 0"),
    ),
    "assert_contribution_is_what_its_steps_leave": (
        "update marts.fct_order_costs set covered_fee_amount = covered_fee_amount + 0.01 where "
        + _one("marts.fct_order_costs", "is_covered"),
    ),
    "assert_distinct_counts_follow_from_active_days": (
        "update reports.rpt_executive__customer_days set previous_date = null",
        "update reports.rpt_executive__product_days set product_count = product_count + 1",
        "delete from reports.rpt_executive__seller_days where channel_name is null",
    ),
    "assert_each_customer_is_new_once": (
        "update marts.fct_orders set is_first_order = true where is_counted",
        "update marts.fct_orders set is_first_order = false",
        "update marts.dim_customers set first_order_date = first_order_date + 1",
    ),
    "assert_every_amount_has_an_exchange_rate": (
        "update marts.fct_sales_daily set exchange_rate = null where order_count > 0",
        "update marts.fct_ad_performance_daily set exchange_rate = null",
    ),
    "assert_every_channel_is_in_the_channel_map": (
        "update intermediate.int_ads__daily set platform_channel = 'billboards'",
        "update marts.fct_orders set platform = 'nowhere'",
    ),
    "assert_every_order_line_has_an_exchange_rate": (
        "update intermediate.int_order_items__in_worlds set gmv_amount = null",
    ),
    "assert_every_row_of_a_file_is_accounted_for": (
        "update marts.fct_export_files set rows_landed = rows_landed - 1",
        "update marts.fct_export_files set rows_quarantined = rows_quarantined + 1,"
        " rows_landed = rows_landed - 1",
    ),
    "assert_every_staged_order_is_one_order": (
        f"delete from marts.fct_orders where {_ONE_ORDER}",
        f"insert into marts.fct_orders select * from marts.fct_orders where {_ONE_ORDER}",
    ),
    "assert_executive_days_add_up_to_facts": (
        "update reports.rpt_executive__daily set gmv_amount = gmv_amount + 1",
        "update reports.rpt_executive__daily set order_count = order_count + 1",
        "delete from reports.rpt_executive__daily where spend_amount > 0",
        "delete from reports.rpt_executive__daily",
    ),
    "assert_every_split_of_sales_adds_up": (
        "update reports.rpt_sales_operations__hours set gmv_amount = gmv_amount + 0.01"
        " where hour = '12'",
        "delete from reports.rpt_sales_operations__places where province = 'Bangkok'",
        "update reports.rpt_sales_operations__payments set order_count = order_count + 1",
        "update reports.rpt_products__sales set channel_name = 'nowhere'",
        "update reports.rpt_fulfilment__returned_goods set unit_count = unit_count + 1",
    ),
    "assert_facts_lie_inside_the_calendar": (
        f"update marts.fct_orders set order_date = '2569-01-31' where {_ONE_ORDER}",
        "update marts.fct_ad_performance_daily set ad_date = '2006-12-31'",
        "update marts.fct_refunds set refund_date = '2031-01-01'",
    ),
    "assert_hours_are_of_the_business_day": (
        f"update marts.fct_orders set order_date = order_date + 1 where {_ONE_ORDER}",
    ),
    "assert_marketing_spend_holds_each_cost_once": (
        "insert into marts.fct_marketing_spend_daily"
        " select * from marts.fct_marketing_spend_daily where "
        + _one("marts.fct_marketing_spend_daily", "marketing_spend_amount > 0"),
    ),
    "assert_net_revenue_is_gmv_less_vouchers_less_refunds": (
        "update marts.fct_orders set net_revenue_amount = gmv_amount + 1",
        "delete from marts.fct_refunds",
        "update marts.fct_orders set is_counted = false",
    ),
    "assert_no_platform_both_sells_and_reports": (
        "update marts.fct_sales_daily set is_reported = true"
        " where sale_date = (select max(sale_date) from marts.fct_sales_daily)",
    ),
    "assert_only_known_good_orders_count": (
        "update marts.fct_orders set is_counted = true where order_status = 'cancelled'",
        "update marts.fct_orders set order_status = 'unpaid' where order_status = 'completed'",
        "update marts.fct_orders set order_status = 'unknown' where order_status = 'completed'",
        f"update marts.fct_orders set is_counted = false where {_ONE_ORDER}",
    ),
    "assert_order_lines_equal_staging": (
        f"delete from marts.fct_order_items where {_ONE_ORDER}",
        f"insert into marts.fct_order_items select * from marts.fct_order_items where {_ONE_ORDER}",
        f"update marts.fct_order_items set placed_amount = placed_amount + 1 where {_ONE_ORDER}",
    ),
    "assert_orders_equal_their_lines": (
        f"update marts.fct_order_items set gmv_amount = gmv_amount + 1 where {_ONE_ORDER}",
        f"delete from marts.fct_order_items where {_ONE_ORDER}",
        f"update marts.fct_order_items set quantity = quantity + 1 where {_ONE_ORDER}",
    ),
    "assert_payments_equal_staging": (
        "insert into marts.fct_payments select * from marts.fct_payments limit 1",
        "update marts.fct_payments set payment_amount = payment_amount + 1",
        "delete from marts.fct_payments",
    ),
    "assert_payouts_equal_staging": (
        "delete from marts.fct_reconciliation_daily where "
        + _one("marts.fct_reconciliation_daily", "basis = 'payout' and platform_amount <> 0"),
    ),
    "assert_product_pages_add_up_to_products": (
        "update reports.rpt_product__daily set gmv_amount = gmv_amount + 0.01 where "
        + _one("reports.rpt_product__daily", "gmv_amount > 0"),
    ),
    "assert_products_are_classed_once": (
        "delete from reports.rpt_products__classes where product_class = 'A'",
        "update reports.rpt_products__listed set gmv_amount = gmv_amount + 0.01",
        "insert into reports.rpt_products__classes select * from reports.rpt_products__classes",
    ),
    "assert_reconciliations_of_pages_add_up": (
        "update reports.rpt_data_health__reconciliation_payouts"
        " set payout_fee_amount = payout_fee_amount + 0.01 where "
        + _one("reports.rpt_data_health__reconciliation_payouts", "payout_theirs_amount <> 0"),
        "update reports.rpt_data_health__reconciliation_payouts set payout_tax_amount = null",
        "update reports.rpt_data_health__reconciliation_sales set sales_theirs_amount = null",
        "delete from reports.rpt_data_health__reconciliation_payouts",
        "delete from reports.rpt_data_health__reconciliation_sales",
    ),
    "assert_sales_days_add_up_to_orders": (
        "update marts.fct_sales_daily set order_count = order_count + 1",
        "update marts.fct_sales_daily set gmv_amount = gmv_amount + 1",
        f"delete from marts.fct_orders where {_ONE_ORDER}",
    ),
    "assert_sales_operations_add_up_to_facts": (
        "update reports.rpt_sales_operations__daily set net_revenue_amount = gmv_amount + 1",
        "update reports.rpt_sales_operations__daily set unit_count = unit_count + 1",
        "delete from reports.rpt_sales_operations__daily",
        "update reports.rpt_fulfilment__daily set placed_order_count = 0",
        "update reports.rpt_fulfilment__daily set refund_on_refund_date_amount = 0",
    ),
    "assert_stages_hold_every_order_once": (
        "update reports.rpt_fulfilment__lead_times set stage_order_count = stage_order_count + 1",
        "delete from reports.rpt_fulfilment__lead_times where stage like '4%'",
        "update reports.rpt_fulfilment__places set delivered_order_count = 0",
        "delete from reports.rpt_fulfilment__delivery_days",
    ),
    "assert_stated_refunds_equal_staging": (
        "update marts.fct_refunds set paid_back_amount = paid_back_amount + 1",
        "insert into marts.fct_refunds select * from marts.fct_refunds where not is_amount_derived",
    ),
    "assert_targets_add_up": (
        "update marts.dim_sales_targets set target_amount = target_amount + 1",
        "update reports.rpt_sales_operations__months set target_gmv_amount = 1",
    ),
    "assert_the_ledger_counts_the_rows_in_raw": (
        "update marts.fct_export_files set rows_landed = rows_landed + 1",
        "delete from marts.fct_export_files",
    ),
    "assert_unknown_statuses_are_in_no_vocabulary": (
        "update marts.fct_orders set order_status = 'completed' where order_status = 'cancelled'",
        "update marts.fct_orders set order_status = 'unknown' where order_status = 'completed'",
    ),
    # One of each generic test.
    "key_fct_orders_order_key": (
        f"insert into marts.fct_orders select * from marts.fct_orders where {_ONE_ORDER}",
    ),
    "key_stg_shopee__orders_shop_id__order_id": (
        "insert into staging.stg_shopee__orders select * from staging.stg_shopee__orders limit 1",
        "update staging.stg_shopee__orders set shop_id = null",
    ),
    "not_negative_rpt_data_health__freshness_days_behind_shop": (
        "update reports.rpt_data_health__freshness set days_behind_shop = -1",
    ),
    "has_a_period_int_ads__unioned_": (
        "update intermediate.int_ads__unioned set period_start_date = null",
        "update intermediate.int_ads__unioned set period_end_date = period_start_date - 1",
    ),
    "relationships_fct_refunds_shop_id__shop_id__ref_dim_shops_": ("delete from marts.dim_shops",),
    "accepted_values_dim_channels_*": ("update marts.dim_channels set channel_type = 'newspaper'",),
}

_CASES = [(test, breach) for test, breaches in BREACHES.items() for breach in breaches]


@pytest.fixture(scope="module")
def warehouse(
    built_shop: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy to break; each test rolls its breach back."""
    copy = tmp_path_factory.mktemp("broken") / "warehouse.duckdb"
    shutil.copy(built_shop.warehouse, copy)
    with duckdb.connect(str(copy)) as con:
        con.execute("set timezone = 'UTC'")
        yield con


def compiled(settings: Settings, test: str) -> str:
    """The SQL that dbt ran for a test."""
    (path,) = (settings.dbt_target / "compiled" / "talad").rglob(f"{test}.sql")
    return path.read_text()


def failures(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(f"select count(*) from ({sql}) as failures").fetchone()
    assert row is not None
    return int(row[0])


def test_every_invariant_has_a_breach() -> None:
    there = {path.stem for path in Path(PROJECT / "tests" / "dbt").glob("*.sql")}
    assert there == {test for test in BREACHES if test.startswith("assert_")}


@pytest.mark.parametrize(("test", "breach"), _CASES, ids=[f"{t}: {b[:50]}" for t, b in _CASES])
def test_a_breach_of_the_invariant_is_noticed(
    warehouse: duckdb.DuckDBPyConnection, built_shop: Settings, test: str, breach: str
) -> None:
    sql = compiled(built_shop, test)
    warehouse.execute("begin")
    try:
        assert failures(warehouse, sql) == 0
        warehouse.execute(breach)
        assert failures(warehouse, sql) > 0
    finally:
        warehouse.execute("rollback")
