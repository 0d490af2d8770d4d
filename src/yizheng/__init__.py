"""yizheng (议政): a year's work of a CPPCC committee, and the summary that is computed from it."""

__version__ = "0.1.0"
