"""The embedded stack: three servers out of wheels, and the two commands ./run and ./test."""
