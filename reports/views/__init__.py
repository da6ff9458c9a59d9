"""The pages of the room, a module for each kind of work."""
