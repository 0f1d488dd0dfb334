"""What it costs: tokens, images, audio, then pieces of work, baskets and budgets."""
