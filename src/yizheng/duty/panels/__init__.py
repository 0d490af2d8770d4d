"""Parts of pages, a module a subject."""
