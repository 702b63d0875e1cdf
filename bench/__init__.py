"""What the service costs, each figure beside its limit or beside what already exists: `make bench`, README.md."""
