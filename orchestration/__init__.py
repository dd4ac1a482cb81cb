"""Talad's orchestration: exports in, warehouse, published tables and pages out."""
