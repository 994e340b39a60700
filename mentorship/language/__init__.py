"""In which languages people read us, and how a sentence is said in each."""
