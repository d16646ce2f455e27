"""Groups of commands for the command line: arguments in, public functions called, text out."""
