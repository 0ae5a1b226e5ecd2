#pragma once
#include <sqlite3.h>

/// Refuses statements that can corrupt the file (`PRAGMA writable_schema`, writes to shadow tables) on a connection;
/// the call is variadic, which Swift can't make.
static inline int mxc_make_defensive(sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
