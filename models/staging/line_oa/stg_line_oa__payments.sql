{{ plain_payments("line_oa", ref("base_line_oa__order_lines")) }}
