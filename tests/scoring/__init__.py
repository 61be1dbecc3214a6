"""How well the reading and the merging do on the corpus: `make score`, and against another revision item by item."""
