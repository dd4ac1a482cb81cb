"""The parameters of the model, for simulation.json."""

from orchestration.simulate import planted_marketing, text
from orchestration.simulate.files import shopee_income, shopee_orders, tiktok_settlements
from orchestration.simulate.files.sheets import customers as sheet_customers
from orchestration.simulate.files.sheets import planning
from orchestration.simulate.files.sheets import returns as sheet_returns
from orchestration.simulate.world import (
    assortment,
    competitors,
    content,
    creators,
    customers,
    demand,
    lifecycle,
    return_requests,
    stock,
)
from orchestration.simulate.world.catalogue import BASKET_PAIRS
from orchestration.simulate.world.marketplaces import MARKETPLACES
from orchestration.simulate.world.returns import CONDITION_SHARES, RESELLABLE
from orchestration.simulate.world.shop import Shop

DEFINITIONS = {
    "as_of": "each order as stated by the newest file that holds it",
    "orders_placed": "every order a file holds",
    "orders_counted": "past unpaid, and not cancelled before it left the shop",
    "gmv": "of counted orders. shopee: sum of ราคาขายสุทธิ; tiktok_shop: sum of"
    " SKU Subtotal Before Discount - SKU Seller Discount; lazada: sum of unitPrice +"
    " sellerDiscountTotal, which is negative; line_oa: sum of unit price x quantity",
    "seller_vouchers": "of counted orders. shopee: โค้ดส่วนลดชำระโดยผู้ขาย; line_oa: the order's"
    " discount; tiktok_shop and lazada: 0, their exports have no such column",
    "platform_vouchers": "of counted orders. shopee: the order's Shopee voucher; tiktok_shop: sum"
    " of SKU Platform Discount; lazada: sum of platformDiscountTotal, as a positive amount;"
    " line_oa: 0, there are none. Coins and payment promotions are no vouchers",
    "platform_paid": "platform vouchers, coins and payment promotions: all that the marketplace"
    " pays towards the price",
    "units": "of counted orders: pieces. lazada: rows, since each piece has one",
    "refunds_by_order_date": "of counted orders. shopee: subtotal x returned / quantity of accepted"
    " returns; tiktok_shop: Order Refund Amount; lazada: unitPrice + sellerDiscountTotal of pieces"
    " that were returned; line_oa: the amount paid back. Cancelled after it left and no refund"
    " stated: gmv - seller voucher",
    "same_people": "line_oa's buyers, and how many of them have the name, phone and address of a"
    " buyer of the other marketplace",
    "churn_monthly": "per marketplace and month's end: active is who had a counted order within"
    " three months; left is who was active a month before and is not any more",
    "settlements": "by month of the transfer, all rows of the month's file",
    "platform_sales": "each marketplace's own figures per day, as its reports were downloaded: the"
    " month's file, the morning after. Bases: placed is every order; confirmed is paid, or cash on"
    " delivery accepted, whatever became of it; paid counts cash on delivery once delivered. Sales:"
    " shopee: gmv - seller voucher; tiktok_shop: gmv - SKU Platform Discount. Shopee dates an order"
    " by the moment of the basis, tiktok_shop by that of ordering",
    "platform_sales bridge": "counted_orders and gmv as in daily.csv; vouchers are what the"
    " marketplace's sales leave out of gmv. placed = gmv - vouchers + unpaid + never_left;"
    " confirmed = gmv - vouchers + never_left + other_day + after_download. unpaid: not accepted in"
    " the newest order file; never_left: accepted, then cancelled before it left; other_day:"
    " confirmed on another day than placed; after_download: accepted too late for any report",
    "platform_products": "by month and SKU, dated and counted like platform_sales. Sales of a"
    " product on shopee know no vouchers; returned is what came back of confirmed orders by the"
    " download",
    "content": "orders are credited to sessions and videos with fixed probabilities and sessions"
    " bring no lift. Sales as in platform_sales, of orders accepted by the download; tiktok_shop"
    " counts an order once per SKU",
    "ads clicks": "shopee_ads: จำนวนคลิก; facebook: จำนวนคลิก (ทั้งหมด); tiktok_ads: Clicks (all)",
    "ads claims": "google: Conversions, rounded half up per campaign and day. The Thai report says"
    " nothing of impressions and clicks, which are empty, nor of conversions, which are 0."
    " tiktok_ads: of GMV Max, organic orders included; its spend is added to that of Ads Manager",
    "tiktok_ads without impressions and clicks": "Ads Manager delivered nothing that day",
    "stock_daily": "at the end of the day. on_hand: pieces on the shelf; reserved: those of them"
    " promised to orders that have not left; available: the rest. A cancelled order's pieces, and"
    " those that come back, are shelved when the product is in stock again",
    "stockouts": "days on which available is 0 from beginning to end. lost_units: per day, pieces"
    " ordered of all products, those that pairs add left out, x the product's share of what would"
    " be chosen, itself included; and what pairs would add of it",
    "suppliers": "days from order to stock: the model's mean and standard deviation, and those of"
    " the orders received within the period",
    "returns": "by month in which the parcel was back; articles of accepted returns alone, not of"
    " parcels that were never delivered. restocked_units: decided within the period",
    "season_plan": "expected: of the demand plan, before chance; planned = expected x plan_pct %."
    " counted: units and gmv of counted orders placed in the season, as in daily.csv",
    "budgets": "spent: what the ad platforms charge, or the month's expenses of the category",
    "targets": "gmv by month of the order, all channels. override: the sheet's target; growth: the"
    " month before x (1 + default_growth_pct %), which no sheet states; none for the first month",
    "milestones": "delay_days: from the due day; done if that is within the period",
    "members": "customers who may come back for at least loyal_from_lifetime_days are members with"
    " the first share, others with the second. Age, gender and source say nothing of what is"
    " bought; the province is where the orders go",
    "elasticities": "of a product's share of what is chosen, by its own price; cross: by the"
    " competitor's, where it has one",
    "ads period_end": "empty for a day; otherwise the row sums up the days from date to period_end"
    " that no daily file covers",
}


def parameters(shop: Shop) -> dict[str, object]:
    """The parameters of the model, for simulation.json."""
    catalogue = shop.catalogue
    return {
        "definitions": DEFINITIONS | planted_marketing.DEFINITIONS,
        "marketing": planted_marketing.parameters(shop),
        "demand": {
            "base_orders_per_day": _of_each("base_orders_per_day"),
            "yearly_growth": _of_each("yearly_growth"),
            "weekday_lifts_monday_first": demand.WEEKDAY_LIFTS,
            "season_lifts_january_first": demand.SEASON_LIFTS,
            "event_lifts": demand.EVENT_LIFTS,
            "noise_sigma": demand.NOISE_SIGMA,
        },
        "customers": {
            "new_share_at_start": _of_each("new_share_at_start"),
            "new_share_in_the_end": _of_each("new_share_in_the_end"),
            "new_share_decay_days": demand.NEW_SHARE_DECAY_DAYS,
            "lifetime_days_by_share": customers.LIFETIME_DAYS,
            "line_buyers_also_on_shopee": customers.ALSO_ON_SHOPEE,
        },
        "lifecycle": {
            "cod_share": _of_each("cod_share"),
            "outcomes": ["completed", "unpaid", "cancelled_early", "failed_delivery", "returned"],
            "outcome_shares_prepaid": lifecycle.OUTCOMES_PREPAID,
            "outcome_shares_cod": lifecycle.OUTCOMES_COD,
        },
        "fees": {
            "shopee": {
                "commission_pct": shopee_orders.COMMISSION_PCT,
                "service_pct": shopee_orders.SERVICE_PCT,
                "transaction_basis_points": shopee_orders.TRANSACTION_FEE_BASIS_POINTS,
                "infrastructure_satang": shopee_income.INFRASTRUCTURE_FEE_SATANG,
            },
            "tiktok_shop": {
                "commission_basis_points": tiktok_settlements.COMMISSION_BASIS_POINTS,
                "transaction_basis_points": tiktok_settlements.TRANSACTION_BASIS_POINTS,
                "infrastructure_satang": tiktok_settlements.INFRASTRUCTURE_FEE_SATANG,
                "affiliate_share_of_orders": creators.AFFILIATE_SHARE,
                "affiliate_pct": creators.AFFILIATE_PCT,
            },
        },
        "content": {
            "live_order_share": content.LIVE_ORDER_SHARE,
            "live_lift": 0,
            "video_order_share": content.VIDEO_ORDER_SHARE,
            "direct_share_of_sessions": content.DIRECT_SHARE,
        },
        "withdrawn_return_requests_share": return_requests.WITHDRAWN_SHARE,
        "basket_pairs": [
            {"sku": sku, "adds": partner, "probability": probability}
            for sku, partner, probability in BASKET_PAIRS
        ],
        "elasticities": assortment.ELASTICITIES,
        "cross_elasticity": competitors.CROSS_ELASTICITY,
        "competitors": {each.sku: each.shop for each in competitors.COMPETITORS},
        "category_seasons_january_first": assortment.SEASONS,
        "promotions": {
            "share_of_weeks": assortment.PROMOTION_SHARE,
            "points_off": assortment.PROMOTION_DISCOUNTS,
        },
        "stock": {
            "stockouts_a_year": assortment.STOCKOUTS_A_YEAR,
            "often_out": assortment.OFTEN_OUT_SKU,
            "overstocked": assortment.OVERSTOCKED_SKU,
            "overstocked_from_day": stock.OVERSTOCK_FROM_DAY,
            "dead": assortment.DEAD_SKU,
            "dead_from_day": assortment.DEAD_FROM_DAY,
            "dead_remaining_share": assortment.DEAD_REMAINING_SHARE,
            "safety_days": stock.SAFETY_DAYS,
            "damaged_per_unit": stock.DAMAGED_PER_UNIT,
            "count_differences_by_share": stock.COUNT_DIFFERENCES,
        },
        "returns": {
            "conditions": [sheet_returns.CONDITIONS[i] for i in range(len(CONDITION_SHARES))],
            "condition_shares": CONDITION_SHARES,
            "resellable": [sheet_returns.CONDITIONS[i] for i in RESELLABLE],
        },
        "plans": {
            "default_growth_pct": planning.DEFAULT_GROWTH_PCT,
            "override_pct_of_expected_gmv": planning.OVERRIDE_PCT,
            "spent_pct_of_media_budget": planning.SPENT_PCTS,
            "spent_pct_in_large_months": planning.SPENT_PCTS_IN_LARGE_MONTHS,
            "milestone_delay_days": planning.DELAY_DAYS,
        },
        "members": {
            "loyal_from_lifetime_days": sheet_customers.LOYAL_FROM_DAYS,
            "member_share_loyal_and_others": sheet_customers.MEMBER_SHARES,
        },
        "unit_costs": [
            {
                "valid_from": since.isoformat(),
                "unit_cost": {
                    product.sku: text.baht(int(catalogue.unit_cost[price_list, index]))
                    if catalogue.cost_is_known(price_list, product.sku)
                    else None
                    for index, product in enumerate(catalogue.products)
                    if product.first_price_list <= price_list
                },
            }
            for price_list, since in enumerate(catalogue.valid_from)
            if since <= shop.parameters.end
        ],
    }


def _of_each(rule: str) -> dict[str, float]:
    """One of the rules, by marketplace."""
    return {platform: getattr(terms, rule) for platform, terms in MARKETPLACES.items()}
