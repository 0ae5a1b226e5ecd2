/// The tables of version 1. Never edited once landed; a change is a further migration.
///
/// Dictionaries (`domain`, `mx_host`, `mx_set`, `address`, `certificate`, `chain`, `session`, `ending`) hold each
/// thing once for all waves; the tables that begin with `scan_`, and `host_address`, `target` and `probe`, hold what one
/// wave saw; those that end in `_verdict`, and `trend`, belong to a judgement.
enum Tables1 {
  static let sql = """
    CREATE TABLE scan (
      scan_id INTEGER PRIMARY KEY,
      label TEXT NOT NULL UNIQUE,
      wave_date TEXT NOT NULL, -- YYYY-MM-DD: when it started, or what --as-of said
      started_at INTEGER NOT NULL, -- seconds since the epoch, UTC, as every time here
      finished_at INTEGER,
      state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'partial', 'finished', 'abandoned')),
      stage TEXT NOT NULL CHECK (stage IN ('list', 'domains', 'hosts', 'probes', 'judging', 'done')),
      synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
      as_of INTEGER,
      port INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      settings TEXT NOT NULL, -- lines name=value: the flags that change what a wave measures
      list_sha256 BLOB,
      domains INTEGER NOT NULL DEFAULT 0,
      mx_hosts INTEGER NOT NULL DEFAULT 0,
      addresses INTEGER NOT NULL DEFAULT 0,
      probes INTEGER NOT NULL DEFAULT 0,
      validates_dnssec INTEGER CHECK (validates_dnssec IN (0, 1)),
      version TEXT NOT NULL
    ) STRICT;

    CREATE TABLE scan_list (
      scan_id INTEGER NOT NULL REFERENCES scan,
      list_number INTEGER NOT NULL, -- 0 is the list behind domain_weighted
      name TEXT NOT NULL,
      weighting TEXT NOT NULL CHECK (weighting IN ('uniform', 'given', 'rank')),
      lines INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      rejected_lines INTEGER NOT NULL,
      PRIMARY KEY (scan_id, list_number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE scan_list_rejection (
      scan_id INTEGER NOT NULL,
      list_number INTEGER NOT NULL,
      reason TEXT NOT NULL,
      lines INTEGER NOT NULL,
      PRIMARY KEY (scan_id, list_number, reason),
      FOREIGN KEY (scan_id, list_number) REFERENCES scan_list
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE mx_status_word (code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE dns_status_word (code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE dnssec_word (code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;

    CREATE TABLE domain (domain_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE mx_host (
      host_id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      is_name INTEGER NOT NULL CHECK (is_name IN (0, 1)) -- 0: the MX target is no host name
    ) STRICT;
    CREATE TABLE mx_set (
      mx_set_id INTEGER PRIMARY KEY,
      members BLOB NOT NULL UNIQUE, -- mx_count, then preference and host_id of each member, as LEB128
      mx_count INTEGER NOT NULL -- as answered; mx_set_member keeps the first hundred
    ) STRICT;
    CREATE TABLE mx_set_member (
      mx_set_id INTEGER NOT NULL REFERENCES mx_set,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      preference INTEGER NOT NULL,
      is_lowest INTEGER NOT NULL CHECK (is_lowest IN (0, 1)),
      PRIMARY KEY (mx_set_id, host_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE address (
      address_id INTEGER PRIMARY KEY,
      octets BLOB NOT NULL UNIQUE,
      text TEXT NOT NULL
    ) STRICT;

    CREATE TABLE scan_domain (
      scan_id INTEGER NOT NULL REFERENCES scan,
      ordinal INTEGER NOT NULL, -- 0, 1, 2, … in the order of the list
      domain_id INTEGER NOT NULL REFERENCES domain,
      weight REAL NOT NULL,
      mx_status INTEGER REFERENCES mx_status_word, -- NULL: not resolved yet
      mx_dnssec INTEGER REFERENCES dnssec_word,
      mx_set_id INTEGER REFERENCES mx_set,
      PRIMARY KEY (scan_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX scan_domain_by_domain ON scan_domain (domain_id, scan_id);

    CREATE TABLE further_weight (
      scan_id INTEGER NOT NULL,
      list_number INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      weight REAL NOT NULL,
      PRIMARY KEY (scan_id, list_number, ordinal),
      FOREIGN KEY (scan_id, ordinal) REFERENCES scan_domain
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE scan_host (
      scan_id INTEGER NOT NULL REFERENCES scan,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      is_explicit INTEGER NOT NULL CHECK (is_explicit IN (0, 1)), -- 0: only domains without MX records use it
      dns_status INTEGER REFERENCES dns_status_word, -- NULL: not looked up yet
      dnssec INTEGER REFERENCES dnssec_word,
      domains INTEGER NOT NULL DEFAULT 0, -- uses as lowest preference
      outcome TEXT, -- set when the wave is judged
      address_id INTEGER REFERENCES address, -- the lowest address that has this outcome
      PRIMARY KEY (scan_id, host_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE host_address (
      scan_id INTEGER NOT NULL,
      address_id INTEGER NOT NULL REFERENCES address,
      host_id INTEGER NOT NULL,
      PRIMARY KEY (scan_id, address_id, host_id),
      FOREIGN KEY (scan_id, host_id) REFERENCES scan_host
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX host_address_by_host ON host_address (scan_id, host_id, address_id);

    CREATE TABLE target (
      scan_id INTEGER NOT NULL REFERENCES scan,
      ordinal INTEGER NOT NULL,
      address_id INTEGER NOT NULL REFERENCES address,
      PRIMARY KEY (scan_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE certificate (
      certificate_id INTEGER PRIMARY KEY,
      sha256 BLOB NOT NULL UNIQUE,
      der BLOB NOT NULL,
      spki_sha256 BLOB,
      subject TEXT, -- the fields are NULL where the octets are no certificate
      issuer TEXT,
      serial TEXT,
      not_before INTEGER,
      not_after INTEGER,
      key_type TEXT,
      key_bits INTEGER,
      signature_algorithm TEXT,
      dns_names TEXT, -- JSON array; octets outside of printable ASCII as \\u00XX
      self_signed INTEGER CHECK (self_signed IN (0, 1)),
      is_ca INTEGER CHECK (is_ca IN (0, 1))
    ) STRICT;
    CREATE TABLE chain (chain_id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE) STRICT;
    CREATE TABLE chain_certificate (
      chain_id INTEGER NOT NULL REFERENCES chain,
      position INTEGER NOT NULL, -- 0 is the leaf
      certificate_id INTEGER NOT NULL REFERENCES certificate,
      PRIMARY KEY (chain_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE session (
      session_id INTEGER PRIMARY KEY,
      tls_version TEXT NOT NULL,
      cipher TEXT NOT NULL,
      kx_group TEXT NOT NULL, -- '' where the suite has none
      signature TEXT NOT NULL, -- '' where nothing was signed
      pfs INTEGER NOT NULL CHECK (pfs IN (0, 1)),
      traits INTEGER NOT NULL,
      UNIQUE (tls_version, cipher, kx_group, signature)
    ) STRICT;
    CREATE TABLE ending (
      ending_id INTEGER PRIMARY KEY,
      outcome TEXT NOT NULL,
      stage TEXT NOT NULL,
      reason TEXT NOT NULL,
      reply_code INTEGER NOT NULL, -- 0 where no reply ended it
      text BLOB NOT NULL, -- as the peer wrote it
      UNIQUE (outcome, stage, reason, reply_code, text)
    ) STRICT;

    CREATE TABLE probe (
      scan_id INTEGER NOT NULL REFERENCES scan,
      address_id INTEGER NOT NULL REFERENCES address,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      look INTEGER NOT NULL CHECK (look BETWEEN 0 AND 2), -- 0 modern, 1 legacy, 2 anull
      is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
      inferred INTEGER NOT NULL CHECK (inferred IN (0, 1)),
      ending_id INTEGER NOT NULL REFERENCES ending,
      session_id INTEGER REFERENCES session,
      chain_id INTEGER REFERENCES chain,
      observed_at INTEGER NOT NULL,
      milliseconds INTEGER NOT NULL,
      connect_milliseconds INTEGER,
      handshake_milliseconds INTEGER,
      PRIMARY KEY (scan_id, address_id, host_id, look)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE judgement (
      judgement_id INTEGER PRIMARY KEY,
      scan_id INTEGER NOT NULL REFERENCES scan,
      label TEXT NOT NULL,
      trust_store_sha256 BLOB NOT NULL,
      intermediates_sha256 BLOB NOT NULL,
      instant_rule TEXT NOT NULL, -- 'observation', or the instant in ISO 8601
      classifier_version INTEGER NOT NULL,
      UNIQUE (scan_id, label)
    ) STRICT;
    CREATE TABLE chain_verdict (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      chain_id INTEGER NOT NULL REFERENCES chain,
      holds_from INTEGER NOT NULL, -- between two validity boundaries of the certificates involved
      holds_until INTEGER NOT NULL,
      chain TEXT NOT NULL,
      time TEXT NOT NULL,
      errors TEXT NOT NULL, -- every verification error as word@depth, separated by spaces
      PRIMARY KEY (judgement_id, chain_id, holds_from)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE class_word (code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE name_word (code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE probe_verdict (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      address_id INTEGER NOT NULL REFERENCES address,
      class INTEGER NOT NULL REFERENCES class_word,
      name INTEGER REFERENCES name_word, -- NULL: no certificate, no name
      PRIMARY KEY (judgement_id, host_id, address_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE host_verdict (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      class TEXT NOT NULL,
      class_best TEXT NOT NULL,
      class_worst TEXT NOT NULL,
      PRIMARY KEY (judgement_id, host_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE mx_set_verdict (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      mx_set_id INTEGER NOT NULL REFERENCES mx_set,
      class TEXT NOT NULL,
      strict_share REAL NOT NULL,
      PRIMARY KEY (judgement_id, mx_set_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE trend (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      unit TEXT NOT NULL,
      base TEXT NOT NULL,
      metric TEXT NOT NULL,
      numerator REAL NOT NULL,
      denominator REAL NOT NULL,
      low REAL,
      high REAL,
      interval TEXT NOT NULL,
      PRIMARY KEY (judgement_id, unit, base, metric)
    ) STRICT, WITHOUT ROWID;
    """
}
