{{ plain_order_items("woocommerce", ref("base_woocommerce__order_lines")) }}
