"""What a project costs: its work, its basket, and the models that could do it."""
