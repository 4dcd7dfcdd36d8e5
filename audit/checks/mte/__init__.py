"""Evidence of machine translation."""
