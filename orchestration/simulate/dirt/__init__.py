"""What happens to downloads before they are handed over: broken, cut, renamed and re-saved files.

It works on the files once they are written, one at a time, and tells in the truth what it did to
each and what has to become of it.
"""
