"""Pages to HTML: markdown, SQL fences over published tables, components written as tags.

It knows nothing of orchestration: `render_site(publish, site)` can be called from a notebook.
"""
