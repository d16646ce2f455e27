"""Real files made from known figures in every shape county tables come in, and what must be read from them."""
