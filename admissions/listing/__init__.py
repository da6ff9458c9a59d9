"""What a list of people answers: which records a figure is made of, which of them the reader may see, and in whose words."""
