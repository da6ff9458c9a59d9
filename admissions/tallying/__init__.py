"""Results without names for many units at once: a grid of unit × month, or of unit × figures of one day."""
