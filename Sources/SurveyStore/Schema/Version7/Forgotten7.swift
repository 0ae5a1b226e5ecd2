/// What version 7 adds: how much was forgotten at somebody's wish, and nothing of what it was.
enum Forgotten7 {
  static let sql = """
    CREATE TABLE forgotten (
      scan_id INTEGER NOT NULL REFERENCES scan,
      domains INTEGER NOT NULL,
      hosts INTEGER NOT NULL,
      addresses INTEGER NOT NULL,
      forgotten_at INTEGER NOT NULL,
      PRIMARY KEY (scan_id, forgotten_at)
    ) STRICT;
    """
}
