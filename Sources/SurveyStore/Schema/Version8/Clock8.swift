/// What version 8 adds: jumps of the wall clock, which `observed_at` is read from, while a wave was under way.
enum Clock8 {
  static let sql = """
    CREATE TABLE clock_jump (
      scan_id INTEGER NOT NULL REFERENCES scan,
      noticed_at INTEGER NOT NULL, -- by the wall clock, after the jump
      seconds INTEGER NOT NULL, -- forward is positive
      PRIMARY KEY (scan_id, noticed_at, seconds)
    ) STRICT, WITHOUT ROWID;
    """
}
