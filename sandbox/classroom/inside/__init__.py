"""What runs beside the code of learners; where it does, of `sandbox` only this and the bridge exist."""
