"""The parameters of the model, for simulation.json."""

from orchestration.simulate import planted_marketing, text
from orchestration.simulate.files import shopee_income, shopee_orders, tiktok_settlements
from orchestration.simulate.world import (
    content,
    creators,
    customers,
    demand,
    lifecycle,
    returns,
)
from orchestration.simulate.world.catalogue import BASKET_PAIRS
from orchestration.simulate.world.marketplaces import MARKETPLACES
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
    "units": "of counted orders: pieces. lazada: rows, since each piece has one",
    "refunds_by_order_date": "of counted orders. shopee: subtotal x returned / quantity of accepted"
    " returns; tiktok_shop: Order Refund Amount; lazada: unitPrice + sellerDiscountTotal of pieces"
    " that were returned; line_oa: the amount paid back. Cancelled after it left and no refund"
    " stated: gmv - seller voucher",
    "same_people": "line_oa's buyers, and how many of them have the name, phone and address of a"
    " buyer of the other marketplace",
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
        "withdrawn_return_requests_share": returns.WITHDRAWN_SHARE,
        "basket_pairs": [
            {"sku": sku, "adds": partner, "probability": probability}
            for sku, partner, probability in BASKET_PAIRS
        ],
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
