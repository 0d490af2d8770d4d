"""One loader for each kind of work, in the order in which one needs another."""
