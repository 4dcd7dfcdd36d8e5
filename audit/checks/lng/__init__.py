"""Language and script."""
