"""The gate: what must hold before code is merged, each breach a finding; it searches and writes nothing."""
