/// What version 5 adds for tries after the first.
enum Retries5 {
  static let sql = """
    CREATE TABLE retry ( -- names that are to be probed once more in a wave under way
      scan_id INTEGER NOT NULL REFERENCES scan,
      address_id INTEGER NOT NULL REFERENCES address,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      tries INTEGER NOT NULL, -- after the first, so far
      due_at INTEGER NOT NULL, -- not before
      PRIMARY KEY (scan_id, address_id, host_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX retry_by_time ON retry (scan_id, due_at, address_id);
    CREATE TABLE spent_connection ( -- connections that have no row in probe any more: replaced, withdrawn, or a canary's
      scan_id INTEGER NOT NULL REFERENCES scan,
      address_id INTEGER NOT NULL REFERENCES address,
      connections INTEGER NOT NULL,
      PRIMARY KEY (scan_id, address_id)
    ) STRICT, WITHOUT ROWID;
    """
}
