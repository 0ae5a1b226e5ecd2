/// What version 3 adds: operators, what a wave comes to by operator, what changed between waves, and everything that a
/// report counts, so that it is counted once.
enum Tables3 {
  static let sql = """
    ALTER TABLE scan ADD COLUMN frame TEXT NOT NULL DEFAULT 'census' CHECK (frame IN ('census', 'sample', 'cluster'));
    ALTER TABLE scan ADD COLUMN listed_domains INTEGER; -- domains of the lists, where only a sample of them was taken
    ALTER TABLE scan ADD COLUMN vantage TEXT; -- the name that the scanning host gave in EHLO
    ALTER TABLE scan ADD COLUMN public_suffix_sha256 BLOB; -- of the list that tells operators
    ALTER TABLE judgement ADD COLUMN roll_up INTEGER NOT NULL DEFAULT 0; -- version of all that is added up; 0: of version 2

    CREATE TABLE operator (operator_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    ALTER TABLE mx_host ADD COLUMN operator_id INTEGER REFERENCES operator; -- set when the first wave with the host is judged

    CREATE TABLE metric_word (code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT; -- 0: all, the denominator
    CREATE TABLE tally_unit (unit_id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;

    ALTER TABLE trend ADD COLUMN silent REAL NOT NULL DEFAULT 0; -- units that have an address and did not answer
    CREATE TABLE operator_tally (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      unit_id INTEGER NOT NULL REFERENCES tally_unit,
      base INTEGER NOT NULL CHECK (base IN (0, 1)), -- 0 reachable, 1 tls; 1 for samples alone
      operator_id INTEGER NOT NULL REFERENCES operator,
      metric INTEGER NOT NULL REFERENCES metric_word,
      numerator REAL NOT NULL, -- of metric 0 the denominator; numerators of nothing are left out
      PRIMARY KEY (judgement_id, unit_id, base, operator_id, metric)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE operator_rank ( -- the operators that weigh most, in base reachable
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      unit_id INTEGER NOT NULL REFERENCES tally_unit,
      place INTEGER NOT NULL CHECK (place BETWEEN 1 AND 50),
      operator_id INTEGER NOT NULL REFERENCES operator,
      PRIMARY KEY (judgement_id, unit_id, place)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE mx_set_verdict ADD COLUMN strict_pfs_share REAL NOT NULL DEFAULT 0;
    CREATE TABLE mx_set_share ( -- the shares of a set whose class is mixed; the others have one of 1
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      mx_set_id INTEGER NOT NULL REFERENCES mx_set,
      metric INTEGER NOT NULL REFERENCES metric_word,
      share REAL NOT NULL,
      PRIMARY KEY (judgement_id, mx_set_id, metric)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE coverage_tally ( -- facts, counted when a wave is judged
      scan_id INTEGER NOT NULL REFERENCES scan,
      kind TEXT NOT NULL CHECK (kind IN ('mx-status', 'host-outcome', 'host-dns', 'probe-reason')),
      word TEXT NOT NULL,
      reason TEXT NOT NULL, -- '' but for probe-reason
      count INTEGER NOT NULL,
      PRIMARY KEY (scan_id, kind, word, reason)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE breakdown (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      topic TEXT NOT NULL,
      place INTEGER NOT NULL, -- the order within the topic
      key TEXT NOT NULL,
      hosts INTEGER NOT NULL,
      certificates INTEGER NOT NULL,
      PRIMARY KEY (judgement_id, topic, place)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE wave_pair (
      pair_id INTEGER PRIMARY KEY,
      from_judgement INTEGER NOT NULL REFERENCES judgement,
      to_judgement INTEGER NOT NULL REFERENCES judgement,
      is_consecutive INTEGER NOT NULL CHECK (is_consecutive IN (0, 1)), -- 0: the first wave and the newest alone
      UNIQUE (from_judgement, to_judgement)
    ) STRICT;
    CREATE TABLE transition_tally (
      pair_id INTEGER NOT NULL REFERENCES wave_pair,
      unit TEXT NOT NULL,
      from_state TEXT NOT NULL,
      to_state TEXT NOT NULL,
      count REAL NOT NULL,
      PRIMARY KEY (pair_id, unit, from_state, to_state)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE shift_tally ( -- base reachable; ratios as numerator and denominator
      pair_id INTEGER NOT NULL REFERENCES wave_pair,
      unit TEXT NOT NULL,
      metric TEXT NOT NULL,
      stayers_before REAL NOT NULL,
      stayers_before_of REAL NOT NULL,
      stayers_after REAL NOT NULL,
      stayers_after_of REAL NOT NULL,
      entrants REAL NOT NULL,
      entrants_of REAL NOT NULL,
      leavers REAL NOT NULL,
      leavers_of REAL NOT NULL,
      gained REAL NOT NULL,
      lost REAL NOT NULL,
      estimate REAL, -- from here on the paired interval; NULL with fewer than two operators
      low REAL,
      high REAL,
      design_effect REAL,
      operators INTEGER,
      improved INTEGER,
      worsened INTEGER,
      probability REAL,
      PRIMARY KEY (pair_id, unit, metric)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pair_breakdown (
      pair_id INTEGER NOT NULL REFERENCES wave_pair,
      topic TEXT NOT NULL CHECK (topic IN ('renewal', 'moved-to-ca')),
      place INTEGER NOT NULL,
      key TEXT NOT NULL,
      hosts INTEGER NOT NULL,
      PRIMARY KEY (pair_id, topic, place)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE panel_series ( -- one for each label of judgements that more than one wave has
      judgement_label TEXT PRIMARY KEY,
      waves INTEGER NOT NULL,
      domains INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE panel (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      weighting TEXT NOT NULL CHECK (weighting IN ('each', 'current', 'fixed')),
      metric TEXT NOT NULL,
      numerator REAL NOT NULL,
      denominator REAL NOT NULL,
      PRIMARY KEY (judgement_id, weighting, metric)
    ) STRICT, WITHOUT ROWID;
    """
}
