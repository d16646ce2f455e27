"""The brief: what a user hands in."""
