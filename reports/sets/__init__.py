"""Many reports at once: the reports of a meeting for a unit and those directly under it, made by the worker, kept as one .zip."""
