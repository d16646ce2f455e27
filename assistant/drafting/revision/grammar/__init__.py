"""The grammar of instructions: words become tokens (places, figures, amounts, quotations), and rules over tokens give operations."""
