"""Certificates checked a second time, by code that shares nothing with the search for them."""
