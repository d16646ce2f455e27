"""The material: everything a speech is made from, filled in step by step."""
