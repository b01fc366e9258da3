"""The composition root: specs in, outcomes out; the plugin and the command line are its clients."""
