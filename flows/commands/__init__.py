"""The subcommands, one module each, loaded only when called."""
