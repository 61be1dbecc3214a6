"""What is known: the words, the tables, and the queries over them. Imports nothing of ours."""
