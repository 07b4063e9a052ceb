"""The sample papers of data/raw: their texts, and the script that prints them."""
