"""The core language: its forms, their types and meaning, and linking."""
