"""What is proved of the pages' accessibility, what is not, and what the statement at /accessibility says of it."""
