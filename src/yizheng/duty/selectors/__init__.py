"""Named reads: a member's file, and what rules make of it."""
