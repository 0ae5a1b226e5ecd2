internal import GRDB
public import SurveyCore

/// One usable line of a list, as the store wants it.
public struct ListedDomain: Sendable, Hashable {
  /// The domain.
  public var name: DomainName
  /// What this line adds to its weight: 1, the given weight, or 1/rank.
  public var weight: Double

  /// A listed domain.
  public init(name: DomainName, weight: Double) {
    self.name = name
    self.weight = weight
  }
}

/// What reading one list came to.
public struct ListOutcome: Sendable, Hashable {
  /// What the list is called.
  public var name: String
  /// How its weights came about.
  public var weighting: ListWeighting
  /// Lines in all.
  public var lines: Int
  /// Lines that named a domain.
  public var entries: Int
  /// Lines that did not, by reason.
  public var rejected: [String: Int]

  /// An outcome.
  public init(name: String, weighting: ListWeighting, lines: Int, entries: Int, rejected: [String: Int]) {
    self.name = name
    self.weighting = weighting
    self.lines = lines
    self.entries = entries
    self.rejected = rejected
  }
}

/// The list stage: domains in, each once; the database does the deduplication, so memory stays flat.
extension Wave {
  /// Forgets what an interrupted reading of the lists had left: weights are sums, so half a list can't be gone on with.
  public func restartLists() async throws {
    try await write { [scanID] db in
      for table in ["further_weight", "scan_domain", "scan_list_rejection", "scan_list"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE scan_id = ?", arguments: [scanID])
      }
    }
  }

  /// Adds lines of one list. A domain that is there already adds its weight (`given`), keeps the best (`rank`) or
  /// weighs 1 (`uniform`).
  public func add(_ domains: [ListedDomain], listNumber: Int, weighting: ListWeighting) async throws {
    try await write { [scanID] db in
      var next =
        try Int64.fetchOne(
          db, sql: "SELECT coalesce(max(ordinal) + 1, 0) FROM scan_domain WHERE scan_id = ?", arguments: [scanID]) ?? 0
      let combine =
        switch weighting {
        case .given: "weight + excluded.weight"
        case .rank, .uniform: "max(weight, excluded.weight)"
        }
      let names = try DomainRows(db, scanID: scanID)
      let insert = try HotStatement(
        db,
        """
        INSERT INTO scan_domain (scan_id, ordinal, domain_id, weight) VALUES (?, ?, ?, ?)
        ON CONFLICT (scan_id, ordinal) DO UPDATE SET weight = \(combine)
        """)
      let insertFurther = try db.cachedStatement(
        sql: """
          INSERT INTO further_weight (scan_id, list_number, ordinal, weight) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET weight = \(combine)
          """)
      for domain in domains {
        let row = try names.intern(domain.name)
        let ordinal = row.ordinal ?? next
        if ordinal == next { next += 1 }
        if listNumber == 0 || row.ordinal == nil {
          insert.bind(scanID, at: 1)
          insert.bind(ordinal, at: 2)
          insert.bind(row.domainID, at: 3)
          insert.bind(listNumber == 0 ? domain.weight : 0.0, at: 4)
          try insert.run()
        }
        if listNumber > 0 {
          try insertFurther.execute(arguments: [scanID, listNumber, ordinal, domain.weight])
        }
      }
    }
  }

  /// Ends the list stage. Of further lists with the same name the later have their number behind it, as each is a unit
  /// of the trend by its name.
  /// - Parameter sample: how many of the domains are drawn by the wave's seed; `nil`: all are taken. It is done in the
  ///   transaction that ends the stage, so that a wave has either all of its domains or the sample.
  public func finishLists(_ lists: [ListOutcome], sha256: Fingerprint, sample: SampleSize? = nil) async throws {
    try await write { [scanID, setup] db in
      var taken: Set<String> = []
      for (number, list) in lists.enumerated() {
        let name = number == 0 || taken.insert(list.name).inserted ? list.name : "\(list.name) (\(number + 1))"
        try db.execute(
          sql: "INSERT INTO scan_list VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            scanID, number, name, list.weighting.rawValue, list.lines, list.entries,
            list.rejected.values.reduce(0, +),
          ])
        for (reason, count) in list.rejected {
          try db.execute(
            sql: "INSERT INTO scan_list_rejection VALUES (?, ?, ?, ?)", arguments: [scanID, number, reason, count])
        }
      }
      let listed = try sample.map { try SampleDrawing(db: db, scanID: scanID, seed: setup.seed).draw($0) }
      try db.execute(
        sql: """
          UPDATE scan SET list_sha256 = :digest, stage = 'domains', listed_domains = :listed,
            domains = (SELECT count(*) FROM scan_domain WHERE scan_id = :scan) WHERE scan_id = :scan
          """, arguments: ["digest": sha256.data, "listed": listed, "scan": scanID])
    }
  }

  /// The digest of the lists that the wave was begun with; `nil` while they are being read.
  public func listDigest() async throws -> Fingerprint? {
    try await database.pool.read { [scanID] db in
      let data = try Data.fetchOne(db, sql: "SELECT list_sha256 FROM scan WHERE scan_id = ?", arguments: [scanID])
      return data.flatMap { Fingerprint(octets: $0) }
    }
  }
}
