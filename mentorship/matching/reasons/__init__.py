"""The numbers of a pair in whole sentences, a different set for each reader."""
