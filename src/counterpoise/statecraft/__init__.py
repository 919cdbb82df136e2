"""What a state could do: six tools at one price, lived through; and hedge, cooperate or contest, issue by issue."""
