/// What version 10 adds: which parts of a wave a database holds, where it does not hold all.
enum Shards10 {
  static let sql = """
    CREATE TABLE scan_shard (
      scan_id INTEGER NOT NULL REFERENCES scan,
      stage TEXT NOT NULL CHECK (stage IN ('resolve', 'probe')),
      shards INTEGER NOT NULL CHECK (shards > 0),
      shard INTEGER NOT NULL CHECK (shard >= 0 AND shard < shards), -- 0 is the first
      finished_at INTEGER, -- NULL: begun here, and not done yet
      PRIMARY KEY (scan_id, stage, shards, shard)
    ) STRICT, WITHOUT ROWID;

    -- One row a wave, stage and shard that the database holds.
    CREATE VIEW v_shard AS
    SELECT s.label, s.wave_date, p.stage, p.shards, p.shard,
           strftime('%Y-%m-%dT%H:%M:%SZ', p.finished_at, 'unixepoch') AS finished_at
    FROM scan_shard p JOIN scan s ON s.scan_id = p.scan_id;
    """
}
