"""The stages, one thin module each, in the order of the walk: zones, languages, segments, evidence, verdict."""
