/// What version 6 makes of the roll-up: a wave is kept as counted parts, of which the trend is the sum and an operator's
/// figures a part. A row for each figure of each operator was three times as large as the facts.
enum Parts6 {
  static let sql = """
    ALTER TABLE judgement ADD COLUMN counted INTEGER NOT NULL DEFAULT 0; -- version of what is counted from the probes
    DROP TABLE operator_tally;

    CREATE TABLE sighting_pattern (
      pattern_id INTEGER PRIMARY KEY,
      octets BLOB NOT NULL UNIQUE, -- what hosts present, two octets for each sighting, x'ffff' between hosts
      roll_up INTEGER NOT NULL -- version of its shares
    ) STRICT;
    CREATE TABLE pattern_share ( -- what a unit of a pattern comes to; shares of nothing are left out
      pattern_id INTEGER NOT NULL REFERENCES sighting_pattern,
      counting INTEGER NOT NULL CHECK (counting BETWEEN 0 AND 2), -- 0 whole, 1 shared out, 2 any
      base INTEGER NOT NULL CHECK (base IN (0, 1)), -- 0 reachable, 1 tls
      metric INTEGER NOT NULL REFERENCES metric_word, -- 0: 1 where the pattern is in the base
      share REAL NOT NULL CHECK (share > 0 AND share <= 1),
      PRIMARY KEY (pattern_id, counting, base, metric)
    ) STRICT, WITHOUT ROWID;

    -- Without foreign keys: they would take longer to check than the rows to write.
    CREATE TABLE operator_part (
      judgement_id INTEGER NOT NULL,
      operator_id INTEGER NOT NULL, -- 0: all operators together
      slot INTEGER NOT NULL, -- bits 0-6 the kind, 7 the base (1 tls), 8-15 traits of domains, from 16 on the list
      pattern_id INTEGER NOT NULL, -- 0: has an address and did not answer
      number REAL NOT NULL,
      weight REAL NOT NULL, -- of hosts the domains that use them, of domains their weight by the list
      PRIMARY KEY (judgement_id, operator_id, slot, pattern_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE part_unit ( -- the units in which the parts of operators count, in base reachable
      kind INTEGER NOT NULL,
      further INTEGER NOT NULL CHECK (further IN (0, 1)), -- 1: by another list than the first, whose name follows the word
      unit TEXT NOT NULL,
      counting INTEGER NOT NULL,
      weighted INTEGER NOT NULL CHECK (weighted IN (0, 1)), -- 1: by weight, 0: by number
      PRIMARY KEY (kind, further, unit)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO part_unit VALUES
      (0, 0, 'mx_host', 0, 0), (0, 0, 'mx_host_by_domains', 0, 1), (0, 0, 'operator', 1, 0), (1, 0, 'address', 0, 0),
      (5, 0, 'domain', 1, 0), (5, 0, 'domain_weighted', 1, 1), (5, 1, 'domain_weighted', 1, 1),
      (6, 0, 'domain_every_primary', 0, 0), (7, 0, 'domain_every', 0, 0), (7, 0, 'domain_any', 2, 0);
    """
}
