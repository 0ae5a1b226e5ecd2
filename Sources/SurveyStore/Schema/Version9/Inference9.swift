/// What version 9 adds: addresses of whose names only a few are probed, and how far that can be relied on.
enum Inference9 {
  static let sql = """
    CREATE TABLE inference ( -- addresses at which names have what the probed ones presented
      scan_id INTEGER NOT NULL REFERENCES scan,
      address_id INTEGER NOT NULL REFERENCES address,
      names INTEGER NOT NULL, -- those with probe.inferred = 1
      PRIMARY KEY (scan_id, address_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE inference_check ( -- names that would be inferred and are probed all the same: one of an address at most
      scan_id INTEGER NOT NULL REFERENCES scan,
      address_id INTEGER NOT NULL REFERENCES address,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      weight REAL NOT NULL, -- names that it stands for: one over its chance to be drawn
      is_wrong INTEGER CHECK (is_wrong IN (0, 1)), -- 1: it differs from the others; NULL: not known yet
      PRIMARY KEY (scan_id, address_id)
    ) STRICT, WITHOUT ROWID;

    -- One row a wave in which names were inferred.
    CREATE VIEW v_inference AS
    SELECT s.label, s.wave_date, count(*) AS addresses, sum(i.names) AS inferred,
           count(c.is_wrong) AS checked, coalesce(sum(c.is_wrong), 0) AS wrong,
           sum(c.weight * c.is_wrong) / sum(CASE WHEN c.is_wrong IS NOT NULL THEN c.weight END) * 100 AS error_percent
    FROM scan s
    JOIN inference i ON i.scan_id = s.scan_id
    LEFT JOIN inference_check c ON c.scan_id = i.scan_id AND c.address_id = i.address_id
    GROUP BY s.scan_id;
    """
}
