"""How much choice wishes leave, and where two people would both rather change."""
