"""Where the shop sells, and the rules of each place: all in which the marketplaces differ."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Marketplace:
    """Shares are of orders, where nothing else is said; money is in satang."""

    # Orders a day on the first day of a scale-1 shop, all lifts being 1.
    base_orders_per_day: float
    organic_share: float  # of them, what would come without any marketing
    yearly_growth: float
    # The share of orders from buyers who never bought before falls from the first to the second.
    new_share_at_start: float = 0.90
    new_share_in_the_end: float = 0.40

    cod_share: float
    # Of the orders paid in advance; the marketplace's files name the methods.
    prepaid_weights: tuple[float, ...] = (0.34, 0.22, 0.24, 0.20)

    # Prices are typed in whole baht (100), or a percentage off leaves satang (1).
    price_step: int = 100
    # What is taken off the buyer's shipping fee, and the GMV from which on shipping is free.
    shipping_subsidy: int
    free_shipping_from: int

    # The seller's vouchers and the marketplace's, of the order as a whole: on a day like any other,
    # and on double days and paydays.
    seller_voucher_shares: tuple[float, float] = (0.0, 0.0)
    platform_voucher_shares: tuple[float, float] = (0.0, 0.0)
    coins_share: float = 0.0
    # Discounts that the marketplace pays, on each line; and for a method of payment.
    platform_discount_share: float = 0.0
    payment_discount_share: float = 0.0

    # The same product was added to the cart twice: two lines of one SKU.
    same_product_twice_share: float = 0.0
    # A line of more than one piece is sent in two packages, which splits it.
    two_packages_share_of_lines: float = 0.0
    # Every piece is a line of its own.
    line_per_piece: bool = False
    # The orders state an amount that was paid back; elsewhere it follows from what was returned.
    states_refunds: bool = False


# The base orders are set so that the default two years come to about 60,000 orders: half of them on
# Shopee, 28 of 100 on TikTok Shop, 14 on Lazada and 8 on LINE.
MARKETPLACES = {
    "shopee": Marketplace(
        base_orders_per_day=31.4,
        organic_share=0.77,
        yearly_growth=1.22,
        cod_share=0.30,
        shipping_subsidy=1_000,
        free_shipping_from=29_900,
        seller_voucher_shares=(0.08, 0.24),
        platform_voucher_shares=(0.16, 0.34),
        coins_share=0.14,
        same_product_twice_share=0.010,
    ),
    "tiktok_shop": Marketplace(
        base_orders_per_day=14.0,
        organic_share=0.77,
        yearly_growth=1.50,
        cod_share=0.42,
        price_step=1,
        shipping_subsidy=1_500,
        free_shipping_from=19_900,
        platform_discount_share=0.26,
        payment_discount_share=0.04,
        two_packages_share_of_lines=0.12,
        states_refunds=True,
    ),
    "lazada": Marketplace(
        base_orders_per_day=9.6,
        organic_share=0.84,
        yearly_growth=1.12,
        cod_share=0.26,
        shipping_subsidy=1_200,
        free_shipping_from=24_900,
        platform_discount_share=0.22,
        line_per_piece=True,
    ),
    # MyShop, the shop in the seller's LINE account: who buys there has mostly bought before, and
    # all that is taken off the seller pays.
    "line_oa": Marketplace(
        base_orders_per_day=3.35,
        organic_share=0.7,
        yearly_growth=1.75,
        new_share_at_start=0.60,
        new_share_in_the_end=0.15,
        cod_share=0.18,
        prepaid_weights=(0.68, 0.32),
        shipping_subsidy=0,
        free_shipping_from=50_000,
        seller_voucher_shares=(0.10, 0.20),
        states_refunds=True,
    ),
}
PLATFORMS = tuple(MARKETPLACES)
