"""The chain that lets a model write over a composed speech: requests, answers, repair."""
