"""Named reads of meetings, a module a subject."""
