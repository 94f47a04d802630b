"""Addresses taken apart and put together. Nothing is fetched: there is no network."""
