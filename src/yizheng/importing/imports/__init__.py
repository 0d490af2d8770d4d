"""Taking a table over into a register, in two steps.

`deciding` says of every line what would become of it and stores nothing; `storing` stores what was
decided, as one. The columns are those of the register's export; see `columns`.
"""
