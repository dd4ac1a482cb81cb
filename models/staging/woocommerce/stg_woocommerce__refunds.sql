{{ plain_refunds("woocommerce", ref("base_woocommerce__order_lines")) }}
