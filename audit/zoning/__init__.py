"""Which part of a page is which: blocks of a text and the cues that tell their kind. No audits here."""
