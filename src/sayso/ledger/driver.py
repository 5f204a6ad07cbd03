"""The one place that says which SQLite is used: that of `pysqlite3`, recent on every Python and platform.

It has the interface of the standard library's module, whose types it is checked by.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as sqlite
else:
    from pysqlite3 import dbapi2 as sqlite

Connection = sqlite.Connection
Error = sqlite.Error
ProgrammingError = sqlite.ProgrammingError
connect = sqlite.connect

__all__ = ["Connection", "Error", "ProgrammingError", "connect"]
