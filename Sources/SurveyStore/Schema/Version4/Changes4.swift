/// What version 4 adds to pairs of waves: what operators did to the change, so that a report need not read all of them.
enum Changes4 {
  static let sql = """
    ALTER TABLE wave_pair ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- of all that is added up of a pair; 0: of version 3
    CREATE TABLE decomposition ( -- base reachable; terms as shares, ratios as numerator and denominator
      pair_id INTEGER NOT NULL REFERENCES wave_pair,
      unit TEXT NOT NULL,
      metric TEXT NOT NULL,
      before REAL NOT NULL,
      before_of REAL NOT NULL,
      after REAL NOT NULL,
      after_of REAL NOT NULL,
      rate REAL NOT NULL,
      weight REAL NOT NULL,
      entry REAL NOT NULL,
      exit REAL NOT NULL,
      operators INTEGER NOT NULL,
      PRIMARY KEY (pair_id, unit, metric)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE contribution ( -- the operators that moved a figure most
      pair_id INTEGER NOT NULL REFERENCES wave_pair,
      unit TEXT NOT NULL,
      metric TEXT NOT NULL,
      place INTEGER NOT NULL,
      operator TEXT NOT NULL,
      rate REAL NOT NULL,
      weight REAL NOT NULL,
      entry REAL NOT NULL,
      exit REAL NOT NULL,
      before REAL, -- NULL where the wave has nothing of the operator
      before_of REAL,
      after REAL,
      after_of REAL,
      PRIMARY KEY (pair_id, unit, metric, place)
    ) STRICT, WITHOUT ROWID;
    """
}
