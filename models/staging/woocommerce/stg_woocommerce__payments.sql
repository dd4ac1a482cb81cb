{{ plain_payments("woocommerce", ref("base_woocommerce__order_lines")) }}
