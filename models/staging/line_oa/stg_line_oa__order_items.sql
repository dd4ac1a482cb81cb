{{ plain_order_items("line_oa", ref("base_line_oa__order_lines")) }}
