{{ plain_orders("woocommerce", ref("base_woocommerce__order_lines")) }}
