"""A member's duty record, made from what happened; and assessments by a committee's own rules."""
