"""What people's decisions say about the weights, as a proposal to a coordinator."""
