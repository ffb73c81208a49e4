"""How a vendor's HTTP is survived; nothing here knows a vendor.

Each vendor's transport.py turns its answers into our errors; what is asked again, how often and how
fast, what an answer may cost and where a walk over pages ends is decided here.
"""
