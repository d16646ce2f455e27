"""Model endpoints that speak the OpenAI-compatible protocol; the only door to openai and langchain."""
