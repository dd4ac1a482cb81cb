"""What each subcommand of `talad` does. Imported one by one, since some need seconds to import."""
