"""LINE Official Account: insight of the Messaging API, downloads of the OA Manager, MyShop orders.

Insight is JSON as the API answers. An answer does not name the day that was asked for: it stands in
the file's name ("followers_20260901.json") or is added as `date`; days are Japan's. Counts of less
than 20 people are null, which is not 0.

No header of the OA Manager's CSV files or of MyShop could be confirmed. Their columns have names of
our own, and a column map says which header is which. Of a chat nothing is kept but who wrote when.
The Manager's download of one chat is not read: its customer stands in the file's name alone, and
names of files are written down.
"""

from orchestration.ingest.platforms import _plain_orders as plain
from orchestration.ingest.spec import (
    Export,
    Kind,
    Period,
    at_most,
    column,
    dropped,
    filled,
    unique,
)

_DAY = Period(name=r"(?P<end>20\d{6})(?!.*\d{8})", formats=("%Y%m%d",), column="date")
_DAYS = ("%Y%m%d", "%Y-%m-%d")
# A day that neither the file's name nor a column tells cannot be used.
_HAS_A_DAY = filled("year(coalesce(date, cast(_period_end as date)))", mostly=1.0)

_MEDIA = tuple(
    f"{played}{share}"
    for played in ("mediaPlayed", "uniqueMediaPlayed")
    for share in ("", "25Percent", "50Percent", "75Percent", "100Percent")
)
_CLICKS = ("seq", "url", "click", "uniqueClick", "uniqueClickOfRequest")

# GET /v2/bot/insight/message/event, of a broadcast or narrowcast of the API.
MESSAGE_EVENTS = Export(
    platform="line_oa",
    entity="message_events",
    title="LINE insight: what became of a broadcast (JSON)",
    unit=("request_id",),
    expectations=(
        unique("request_id"),
        at_most("unique_impressions", "delivered"),
        at_most("unique_clicks", "unique_impressions", mostly=0.95),
    ),
    columns=(
        column(Kind.ID, "request_id", "overview.requestId", required=True),
        column(Kind.INTEGER, "sent_at_epoch", "overview.timestamp", required=True, minimum=0),
        column(Kind.INTEGER, "delivered", "overview.delivered", minimum=0),
        column(Kind.INTEGER, "unique_impressions", "overview.uniqueImpression", minimum=0),
        column(Kind.INTEGER, "unique_clicks", "overview.uniqueClick", minimum=0),
        column(Kind.INTEGER, "unique_media_plays", "overview.uniqueMediaPlayed", minimum=0),
        column(
            Kind.INTEGER,
            "unique_media_plays_100",
            "overview.uniqueMediaPlayed100Percent",
            minimum=0,
        ),
        # A broadcast has up to five bubbles.
        *(
            column(
                Kind.INTEGER, f"message_{n + 1}_impressions", f"messages.{n}.impression", minimum=0
            )
            for n in range(5)
        ),
        # The overview has the clicks of a broadcast; those of each link would be a column each.
        *dropped(
            *(f"messages.{n}.{name}" for n in range(5) for name in ("seq", *_MEDIA)),
            *(f"clicks.{n}.{name}" for n in range(10) for name in _CLICKS),
        ),
    ),
)

# GET /v2/bot/insight/message/delivery. A kind that was not sent that day is left out.
DELIVERIES = Export(
    platform="line_oa",
    entity="deliveries",
    title="LINE insight: messages sent by day (JSON)",
    unit=("date",),
    # Only `status` is in every answer, which is too little to know the file by.
    signature=("broadcast",),
    expectations=(_HAS_A_DAY,),
    period=_DAY,
    date_formats=_DAYS,
    columns=(
        column(Kind.DATE, "date"),
        column(Kind.TEXT, "status", required=True, pattern=r"[a-z_]{5,14}"),
        column(Kind.INTEGER, "broadcast", minimum=0),
        column(Kind.INTEGER, "targeting", minimum=0),
        column(Kind.INTEGER, "auto_response", "autoResponse", minimum=0),
        column(Kind.INTEGER, "welcome_response", "welcomeResponse", minimum=0),
        column(Kind.INTEGER, "chat", minimum=0),
        column(Kind.INTEGER, "api_broadcast", "apiBroadcast", minimum=0),
        column(Kind.INTEGER, "api_push", "apiPush", minimum=0),
        column(Kind.INTEGER, "api_multicast", "apiMulticast", minimum=0),
        column(Kind.INTEGER, "api_narrowcast", "apiNarrowcast", minimum=0),
        column(Kind.INTEGER, "api_reply", "apiReply", minimum=0),
    ),
)

# GET /v2/bot/insight/followers. Followers are all who ever added the account: they never decrease.
FOLLOWERS = Export(
    platform="line_oa",
    entity="followers",
    title="LINE insight: followers by day (JSON)",
    unit=("date",),
    expectations=(
        _HAS_A_DAY,
        at_most("blocks", "followers"),
        at_most("targeted_reaches", "followers"),
    ),
    period=_DAY,
    date_formats=_DAYS,
    signature=("followers", "targeted_reaches", "blocks"),
    columns=(
        column(Kind.DATE, "date"),
        column(Kind.TEXT, "status", required=True, pattern=r"[a-z_]{5,14}"),
        column(Kind.INTEGER, "followers", minimum=0),
        column(Kind.INTEGER, "targeted_reaches", "targetedReaches", minimum=0),
        column(Kind.INTEGER, "blocks", minimum=0),
    ),
)

# OA Manager. What the API sends is not in its list of broadcasts.
BROADCASTS = Export(
    platform="line_oa",
    entity="broadcasts",
    title="LINE OA Manager broadcasts (by a column map)",
    unit=("sent_at", "message_title"),
    period=Period(column="sent_at"),
    timestamp_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"),
    expectations=(at_most("opened_count", "delivered_count"),),
    columns=(
        column(Kind.TIMESTAMP, "sent_at", "broadcast_sent_at", required=True),
        column(Kind.TEXT, "message_title"),
        column(Kind.INTEGER, "delivered_count", required=True, minimum=0),
        column(Kind.INTEGER, "opened_count", minimum=0),
        column(Kind.INTEGER, "clicked_count", minimum=0),
    ),
)

FRIENDS = Export(
    platform="line_oa",
    entity="friends",
    title="LINE OA Manager friends by day (by a column map)",
    unit=("date",),
    period=Period(column="date"),
    expectations=(
        unique("date"),
        at_most("block_count", "friend_count"),
        at_most("target_reach_count", "friend_count"),
    ),
    columns=(
        column(Kind.DATE, "date", "friends_date", required=True),
        column(Kind.INTEGER, "friend_count", required=True, minimum=0),
        column(Kind.INTEGER, "target_reach_count", minimum=0),
        column(Kind.INTEGER, "block_count", minimum=0),
    ),
)

CHATS = Export(
    platform="line_oa",
    entity="chats",
    title="LINE OA chat messages (by a column map)",
    unit=("chat_id",),
    period=Period(column="sent_at"),
    timestamp_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"),
    signature=("chat_id",),
    expectations=(filled("chat_id", mostly=1.0), filled("sender_id", mostly=0.9)),
    columns=(
        # The customer, whoever of the two wrote.
        column(Kind.PERSON, "chat_id"),
        column(Kind.TEXT, "sender_type", required=True),
        column(Kind.PERSON, "sender_id"),
        column(Kind.TIMESTAMP, "sent_at", "message_sent_at", required=True),
        column(Kind.PRESENCE, "has_content", "message_content"),
    ),
)

MYSHOP_ORDERS = Export(
    platform="line_oa",
    entity="myshop_orders",
    title="LINE MyShop orders (by a column map)",
    unit=("order_id",),
    fill_down=plain.FILL_DOWN,
    currency=plain.CURRENCY,
    # Of two reports that hold an order the one made later is right, whatever orders they end with.
    period=Period(name=r"Order Report (?P<end>20\d{6})", formats=("%Y%m%d",), column="created_at"),
    timestamp_formats=("%Y%m%d %H:%M", "%Y-%m-%d %H:%M:%S"),
    expectations=plain.EXPECTATIONS,
    columns=plain.columns("myshop_order_id"),
)

EXPORTS = (MESSAGE_EVENTS, DELIVERIES, FOLLOWERS, BROADCASTS, FRIENDS, CHATS, MYSHOP_ORDERS)
