"""dunnhumby, "Let's Get Sort-of-Real": a supermarket's lines, week by week, and its weeks.

Two spellings of two columns exist. A line without a customer is a guest's. The set names no
currency; dunnhumby's shops are British, so pounds.
"""

from orchestration.ingest.spec import Currency, Export, Kind, Period, column

TRANSACTIONS = Export(
    platform="dunnhumby",
    entity="transactions",
    title="dunnhumby transactions of a week",
    shop="dunnhumby",
    unit=("basket_id",),
    currency=Currency(code="GBP"),
    period=Period(column="shop_date"),
    date_formats=("%Y%m%d",),
    columns=(
        column(Kind.TEXT, "shop_week", "SHOP_WEEK", required=True, pattern="[0-9]{6}"),
        column(Kind.DATE, "shop_date", "SHOP_DATE", required=True),
        column(Kind.INTEGER, "shop_weekday", "SHOP_WEEKDAY"),
        column(Kind.INTEGER, "shop_hour", "SHOP_HOUR", required=True, minimum=0),
        column(Kind.INTEGER, "quantity", "QUANTITY", required=True, minimum=0),
        column(Kind.MONEY, "spend", "SPEND", required=True, minimum=0),
        column(Kind.ID, "product_code", "PROD_CODE", required=True),
        column(Kind.ID, "product_code_10", "PROD_CODE_10"),
        column(Kind.ID, "product_code_20", "PROD_CODE_20"),
        column(Kind.ID, "product_code_30", "PROD_CODE_30"),
        column(Kind.ID, "product_code_40", "PROD_CODE_40"),
        column(Kind.ID, "customer_code", "CUST_CODE"),
        column(Kind.TEXT, "customer_price_sensitivity", "CUST_PRICE_SENSITIVITY", "seg_1"),
        column(Kind.TEXT, "customer_life_stage", "CUST_LIFESTAGE", "seg_2"),
        column(Kind.ID, "basket_id", "BASKET_ID", required=True),
        column(Kind.TEXT, "basket_size", "BASKET_SIZE"),
        column(Kind.TEXT, "basket_price_sensitivity", "BASKET_PRICE_SENSITIVITY"),
        column(Kind.TEXT, "basket_type", "BASKET_TYPE"),
        column(Kind.TEXT, "basket_dominant_mission", "BASKET_DOMINANT_MISSION"),
        column(Kind.ID, "store_code", "STORE_CODE"),
        column(Kind.TEXT, "store_format", "STORE_FORMAT"),
        column(Kind.TEXT, "store_region", "STORE_REGION"),
    ),
)

WEEKS = Export(
    platform="dunnhumby",
    entity="weeks",
    title="dunnhumby weeks",
    shop="dunnhumby",
    unit=("shop_week",),
    period=Period(column="date_from"),
    date_formats=("%Y%m%d",),
    columns=(
        column(Kind.TEXT, "shop_week", required=True, pattern="[0-9]{6}"),
        column(Kind.DATE, "date_from", required=True),
        column(Kind.DATE, "date_to", required=True),
    ),
)

EXPORTS = (TRANSACTIONS, WEEKS)
