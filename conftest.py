"""Tests of every folder choose their database in the same way."""

pytest_plugins = ["tests.databases"]
