"""What is held: frames, price components, types, capabilities, filters, money, names."""
