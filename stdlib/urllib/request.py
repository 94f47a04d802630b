"""Refused at its first use: there is no network."""
