"""Benchmarks of tenancy, each against the library's own way and the bare database."""
