internal import GRDB
internal import SurveyCore

/// The schema's history. A migration that has landed is never edited: databases outlive their code.
enum Migrations {
  /// `PRAGMA application_id`: the letters `MXCE`, so that `file` can tell a survey from any other database.
  static let applicationID = 0x4d58_4345

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: Tables1.sql)
      try db.execute(sql: Views1.sql)
      try insertWords(db, "mx_status_word", MXStatusWords.version1)
      try insertWords(db, "dns_status_word", DNSStatusWords.version1)
      try insertWords(db, "dnssec_word", DNSSECWords.version1)
      try insertWords(db, "class_word", ClassWords.version1)
      try insertWords(db, "name_word", NameWords.version1)
      try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
    }
    migrator.registerMigration("2") { db in
      try db.execute(sql: Views2.dropVersion1)
      try db.execute(sql: Tables2.sql)
      try insertWords(db, "tlsa_word", TLSAWords.version2)
      try db.execute(sql: Views2.sql)
      try db.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("3") { db in
      try db.execute(sql: Views3.dropVersion2)
      try db.execute(sql: Tables3.sql)
      try insertWords(db, "metric_word", MetricWords.version3)
      try db.execute(sql: Views3.sql)
      try db.execute(sql: "PRAGMA user_version = 3")
    }
    return migrator
  }

  private static func insertWords(_ db: GRDB.Database, _ table: String, _ words: [String]) throws {
    for (code, word) in words.enumerated() {
      try db.execute(sql: "INSERT INTO \(table) (code, word) VALUES (?, ?)", arguments: [code, word])
    }
  }
}

/// The words of the code tables by their code: written by a migration, so never to be reordered.
enum MXStatusWords {
  static let version1 = [
    "mx", "implicit", "null", "null-mixed", "nodata", "nxdomain", "servfail", "timeout", "bogus", "malformed",
    "invalid", "inconclusive",
  ]
}
enum DNSStatusWords {
  static let version1 = ["ok", "nxdomain", "nodata", "servfail", "timeout", "bogus", "malformed", "invalid_name"]
}
enum DNSSECWords { static let version1 = ["secure", "insecure", "bogus", "unknown"] }
enum ClassWords {
  static let version1 = [
    "anonymous", "ca-verified", "ca-wrong-name", "ca-expired", "self-signed", "private-ca", "incomplete-chain",
    "unknown-issuer", "other-invalid",
  ]
}
enum TLSAWords { static let version2 = ["none", "usable", "unusable", "insecure", "bogus", "error", "unknown"] }
/// Metrics in the tables of operators and MX sets: the words of `trend.metric`, after that of the denominator.
enum MetricWords {
  static let version3 = [
    "all", "anonymous", "ca_verified", "ca_wrong_name", "ca_expired", "self_signed", "private_ca", "incomplete_chain",
    "unknown_issuer", "other_invalid", "mixed", "no_tls", "starttls", "ca_trusted_any_name", "pfs", "strict_pfs",
    "tls13", "pq_group", "legacy_only", "dane_match", "mta_sts_enforce", "authenticated", "starttls_offered",
    "ca_verified_or_cn",
  ]
}
enum NameWords { static let version1 = ["mx-san", "mx-cn-only", "none"] }

extension RawRepresentable<String> {
  /// The code of a word; a word without one is a migration forgotten.
  func code(in words: [String]) -> Int {
    guard let code = words.firstIndex(of: rawValue) else { preconditionFailure("no code for \(rawValue)") }
    return code
  }
}
