"""One module per server: its flags, how it answers, how it ends."""
