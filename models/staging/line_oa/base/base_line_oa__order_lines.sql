{{ plain_order_lines(source("line_oa", "myshop_orders")) }}
