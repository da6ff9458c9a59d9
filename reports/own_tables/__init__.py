"""Tables that a reader makes himself: what stands in the rows, what in the columns, what is counted, of whom."""
