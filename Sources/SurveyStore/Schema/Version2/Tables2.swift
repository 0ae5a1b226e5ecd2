/// What version 2 adds: DANE and MTA-STS as facts, several judgements a wave, sender policies.
enum Tables2 {
  static let sql = """
    CREATE TABLE tlsa_word (code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE tlsa_rrset (
      tlsa_rrset_id INTEGER PRIMARY KEY,
      records BLOB NOT NULL UNIQUE -- each record's RDATA with its length before it, as LEB128, in ascending order
    ) STRICT;
    ALTER TABLE scan_host ADD COLUMN tlsa INTEGER REFERENCES tlsa_word; -- NULL: DANE was not looked at
    ALTER TABLE scan_host ADD COLUMN tlsa_rrset_id INTEGER REFERENCES tlsa_rrset;
    ALTER TABLE scan_host ADD COLUMN tlsa_base TEXT; -- where the records were found, if not at the host's own name
    ALTER TABLE scan_host ADD COLUMN dns_failure INTEGER REFERENCES dns_status_word; -- of A or AAAA, where the other answered

    CREATE TABLE mail_policy (
      mail_policy_id INTEGER PRIMARY KEY,
      mta_sts TEXT NOT NULL, -- '' where it can't be known
      mta_sts_reason TEXT NOT NULL, -- '' where nothing is wrong
      record_id TEXT NOT NULL, -- the id of the TXT record, '' without one
      body BLOB NOT NULL, -- the policy as it was served, x'' without one
      mx TEXT NOT NULL, -- JSON array of the policy's patterns
      max_age INTEGER, -- seconds
      tlsrpt TEXT NOT NULL, -- '' where it can't be known
      UNIQUE (mta_sts, mta_sts_reason, record_id, body, tlsrpt)
    ) STRICT;
    ALTER TABLE scan_domain ADD COLUMN mail_policy_id INTEGER REFERENCES mail_policy; -- NULL: not asked for

    CREATE TABLE judgement_sender (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 63), -- the bit of probe_verdict.further_trust
      name TEXT NOT NULL,
      trust_store_sha256 BLOB NOT NULL,
      PRIMARY KEY (judgement_id, number)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE probe_verdict ADD COLUMN dane INTEGER CHECK (dane BETWEEN 0 AND 2); -- 0 mismatch, 1 match, 2 unusable; NULL: no usable TLSA record
    ALTER TABLE probe_verdict ADD COLUMN further_trust INTEGER NOT NULL DEFAULT 0; -- bit n: judgement_sender n trusts it
    CREATE TABLE dane_verdict ( -- hosts with a usable TLSA record; the others are known from scan_host.tlsa
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      host_id INTEGER NOT NULL REFERENCES mx_host,
      dane TEXT NOT NULL CHECK (dane IN ('match', 'mismatch', 'unusable', 'unknown')),
      usage INTEGER, -- of the record that matched, NULL where none did
      selector INTEGER,
      matching_type INTEGER,
      PRIMARY KEY (judgement_id, host_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE domain_group_verdict ( -- the domains with one MX set, one security of it and one policy
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      mx_set_id INTEGER NOT NULL REFERENCES mx_set,
      mail_policy_id INTEGER NOT NULL, -- 0: not asked for
      mx_dnssec INTEGER NOT NULL, -- as scan_domain has it, -1 for NULL
      authenticated INTEGER CHECK (authenticated IN (0, 1)),
      listed_mx INTEGER, -- how many of its MX hosts the MTA-STS policy lists, NULL without a policy
      PRIMARY KEY (judgement_id, mx_set_id, mail_policy_id, mx_dnssec)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE named_domain ( -- domains whose MX presents a certificate for the domain and not for the MX
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      ordinal INTEGER NOT NULL,
      PRIMARY KEY (judgement_id, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sender_tally (
      judgement_id INTEGER NOT NULL REFERENCES judgement,
      place INTEGER NOT NULL, -- the order of the policies
      policy TEXT NOT NULL,
      domains REAL NOT NULL,
      authenticated REAL NOT NULL,
      encrypted REAL NOT NULL,
      plaintext REAL NOT NULL,
      deferred REAL NOT NULL,
      bounced REAL NOT NULL,
      undeliverable REAL NOT NULL,
      inconclusive REAL NOT NULL,
      PRIMARY KEY (judgement_id, policy)
    ) STRICT, WITHOUT ROWID;
    """
}
