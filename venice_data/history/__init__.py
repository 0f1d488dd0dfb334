"""What models cost over time: recorded in a database, and read back for any past instant."""
