"""The live engine: sockets, the hub, the group-commit writer. It holds no rules of its own."""
