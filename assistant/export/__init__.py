"""What leaves the house: a speech in the forms that people read."""
