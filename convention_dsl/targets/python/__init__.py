"""The target `python`: one typed module per book, with no dependency."""
