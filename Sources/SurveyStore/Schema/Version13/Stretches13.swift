/// What version 13 adds: old waves in less room.
///
/// Compacted waves are numbered in the order in which they were compacted, and so are their judgements, those of each label
/// in a range of their own. A row of a table that ends in `_stretch` stands for the same row in all waves, or judgements,
/// from `first` to `last`:
///
/// ```
/// plain     (wave 7, host 3, tls)  (wave 8, host 3, tls)  (wave 9, host 3, unreachable)
/// stretch   (host 3, first 1, last 2, tls)  (host 3, first 3, last 3, unreachable)
/// ```
///
/// A number that is no wave's any more stays taken: stretches go on over it, and nobody reads them by it.
enum Stretches13 {
  static let sql = """
    CREATE TABLE compacted_wave (
      number INTEGER PRIMARY KEY,
      scan_id INTEGER UNIQUE REFERENCES scan -- NULL: laid out again, or compacted once more under another number
    ) STRICT;
    CREATE TABLE compacted_judgement (
      number INTEGER PRIMARY KEY,
      judgement_id INTEGER UNIQUE REFERENCES judgement, -- NULL as above
      label TEXT NOT NULL -- numbers of one label follow each other
    ) STRICT;

    -- first and last are numbers of compacted_wave, both included.
    CREATE TABLE scan_domain_stretch (
      domain_id INTEGER NOT NULL REFERENCES domain,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      weight REAL NOT NULL,
      mx_status INTEGER,
      mx_dnssec INTEGER,
      mx_set_id INTEGER REFERENCES mx_set,
      mail_policy_id INTEGER REFERENCES mail_policy,
      PRIMARY KEY (domain_id, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE further_weight_stretch (
      domain_id INTEGER NOT NULL REFERENCES domain,
      list_number INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      weight REAL NOT NULL,
      PRIMARY KEY (domain_id, list_number, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE scan_host_stretch (
      host_id INTEGER NOT NULL REFERENCES mx_host,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      is_explicit INTEGER NOT NULL,
      dns_status INTEGER,
      dnssec INTEGER,
      domains INTEGER NOT NULL,
      outcome TEXT,
      address_id INTEGER REFERENCES address,
      tlsa INTEGER,
      tlsa_rrset_id INTEGER REFERENCES tlsa_rrset,
      tlsa_base TEXT,
      dns_failure INTEGER,
      is_alias INTEGER,
      PRIMARY KEY (host_id, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE host_address_stretch (
      host_id INTEGER NOT NULL REFERENCES mx_host,
      address_id INTEGER NOT NULL REFERENCES address,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      PRIMARY KEY (host_id, address_id, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE probe_stretch (
      address_id INTEGER NOT NULL REFERENCES address,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      look INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      is_final INTEGER NOT NULL,
      inferred INTEGER NOT NULL,
      ending_id INTEGER NOT NULL REFERENCES ending,
      session_id INTEGER REFERENCES session,
      chain_id INTEGER REFERENCES chain,
      observed_at INTEGER, -- NULL: when the wave began; else that would be on the other side of a validity boundary
      PRIMARY KEY (address_id, host_id, look, first)
    ) STRICT, WITHOUT ROWID;

    -- From here on first and last are numbers of compacted_judgement.
    CREATE TABLE chain_verdict_stretch (
      chain_id INTEGER NOT NULL REFERENCES chain,
      holds_from INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      holds_until INTEGER NOT NULL,
      chain TEXT NOT NULL,
      time TEXT NOT NULL,
      errors TEXT NOT NULL,
      PRIMARY KEY (chain_id, holds_from, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE probe_verdict_stretch (
      host_id INTEGER NOT NULL REFERENCES mx_host,
      address_id INTEGER NOT NULL REFERENCES address,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      class INTEGER NOT NULL,
      name INTEGER,
      dane INTEGER,
      further_trust INTEGER NOT NULL,
      PRIMARY KEY (host_id, address_id, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE host_verdict_stretch (
      host_id INTEGER NOT NULL REFERENCES mx_host,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      class TEXT NOT NULL,
      class_best TEXT NOT NULL,
      class_worst TEXT NOT NULL,
      PRIMARY KEY (host_id, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE dane_verdict_stretch (
      host_id INTEGER NOT NULL REFERENCES mx_host,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      dane TEXT NOT NULL,
      usage INTEGER,
      selector INTEGER,
      matching_type INTEGER,
      PRIMARY KEY (host_id, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE mx_set_verdict_stretch (
      mx_set_id INTEGER NOT NULL REFERENCES mx_set,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      class TEXT NOT NULL,
      strict_share REAL NOT NULL,
      strict_pfs_share REAL NOT NULL,
      PRIMARY KEY (mx_set_id, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE mx_set_share_stretch (
      mx_set_id INTEGER NOT NULL REFERENCES mx_set,
      metric INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      share REAL NOT NULL,
      PRIMARY KEY (mx_set_id, metric, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE domain_group_verdict_stretch (
      mx_set_id INTEGER NOT NULL REFERENCES mx_set,
      mail_policy_id INTEGER NOT NULL,
      mx_dnssec INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      authenticated INTEGER,
      listed_mx INTEGER,
      PRIMARY KEY (mx_set_id, mail_policy_id, mx_dnssec, first)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE named_domain_stretch (
      domain_id INTEGER NOT NULL REFERENCES domain,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      PRIMARY KEY (domain_id, first)
    ) STRICT, WITHOUT ROWID;
    """
}
