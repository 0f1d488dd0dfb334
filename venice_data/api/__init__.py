"""What Venice says: the client, its answers as frames, and where a list comes from."""
