/// What version 11 adds: rows of other processes, until the wave that is made of them is finished.
enum Imports11 {
  static let sql = """
    CREATE TABLE imported_row (
      scan_id INTEGER NOT NULL REFERENCES scan,
      kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2), -- 0 a domain, 1 an MX host, 2 a look
      key TEXT NOT NULL, -- domain; host; address, server name and look
      is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)), -- 1: it says that nothing could be said
      observed_at INTEGER NOT NULL,
      sha256 BLOB NOT NULL, -- of the row
      row BLOB NOT NULL, -- JSON
      PRIMARY KEY (scan_id, kind, key)
    ) STRICT, WITHOUT ROWID;
    """
}
