"""What somebody's own work on Venice came to, and what it would have cost with other models.

A usage history is personal: nothing here writes, logs, remembers or sends any of it.
"""
