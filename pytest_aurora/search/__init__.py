"""How a body is found: a Problem, costs and a budget in; solutions or a reason to stop out."""
