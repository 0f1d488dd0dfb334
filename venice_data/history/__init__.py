"""What models cost over time: recorded in a database, and read back for any past instant.

`recording` writes what differs between two `list_states` into the tables of a `database`, under a
`refresh_lease` that the `history_store` gives out, and reads everything back as a `price_history`;
`change_events` are what differs, and everything else here is told from the two.
"""
