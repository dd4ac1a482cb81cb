{{ plain_order_lines(source("woocommerce", "orders")) }}
