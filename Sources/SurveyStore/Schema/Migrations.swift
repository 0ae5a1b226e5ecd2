internal import GRDB

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
    migrator.registerMigration("4") { db in
      try db.execute(sql: Changes4.sql)
      try db.execute(sql: "PRAGMA user_version = 4")
    }
    migrator.registerMigration("5") { db in
      try db.execute(sql: Retries5.sql)
      try db.execute(sql: "PRAGMA user_version = 5")
    }
    // Nothing that is referred to is dropped, and no reference is added: to check those of all probes would take longer
    // than the migration.
    migrator.registerMigration("6", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: Views6.dropVersion3)
      try db.execute(sql: Parts6.sql)
      try db.execute(sql: Views6.sql)
      try db.execute(sql: "PRAGMA user_version = 6")
    }
    migrator.registerMigration("7") { db in
      try db.execute(sql: Forgotten7.sql)
      try db.execute(sql: "PRAGMA user_version = 7")
    }
    migrator.registerMigration("8") { db in
      try db.execute(sql: Clock8.sql)
      try db.execute(sql: "PRAGMA user_version = 8")
    }
    migrator.registerMigration("9") { db in
      try db.execute(sql: Inference9.sql)
      try db.execute(sql: "PRAGMA user_version = 9")
    }
    migrator.registerMigration("10") { db in
      try db.execute(sql: Shards10.sql)
      try db.execute(sql: "PRAGMA user_version = 10")
    }
    migrator.registerMigration("11") { db in
      try db.execute(sql: Imports11.sql)
      try db.execute(sql: "PRAGMA user_version = 11")
    }
    migrator.registerMigration("12", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: Transitions12.dropVersion3)
      try db.execute(sql: Transitions12.sql)
      try db.execute(sql: Hosts12.sql)
      try db.execute(sql: Operators12.dropVersion6)
      try db.execute(sql: Operators12.sql)
      try db.execute(sql: "PRAGMA user_version = 12")
    }
    // Nothing that is referred to is dropped, as in 6.
    migrator.registerMigration("13", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: Views13.dropVersion11)
      try db.execute(sql: Stretches13.sql)
      try db.execute(sql: Views13.sql)
      try db.execute(sql: "PRAGMA user_version = 13")
    }
    return migrator
  }

  private static func insertWords(_ db: GRDB.Database, _ table: String, _ words: [String]) throws {
    for (code, word) in words.enumerated() {
      try db.execute(sql: "INSERT INTO \(table) (code, word) VALUES (?, ?)", arguments: [code, word])
    }
  }
}
