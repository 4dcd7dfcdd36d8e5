"""What is known about languages: identification, letters, sentences, disclosure phrases. No audits here."""
