"""The text of a spec becomes a `Spec`."""
