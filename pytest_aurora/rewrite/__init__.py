"""How a body reaches the user's file: find the function, fill it, add imports, show the change, write it, undo it."""
