"""How a body is trusted: audit, sandbox, examples, post-conditions."""
