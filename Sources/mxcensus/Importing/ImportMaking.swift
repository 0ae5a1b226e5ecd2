import SurveyCore
import SurveyStore
import SurveyTLS

/// The second half of an import: a wave of all rows that are there, in the order of their keys, so that the same rows make
/// the same wave.
struct ImportMaking: Sendable {
  let wave: Wave

  private static let page = 500

  /// Makes the wave anew.
  /// - Returns: names at addresses without a look that counts.
  func run() async throws -> MissingNames {
    try await wave.restartImport()
    try await addDomains()
    try await addHosts()
    try await wave.finishImportedLookups()
    return try await addNames()
  }

  private func addDomains() async throws {
    var digest = ListDigest()
    var (last, count, isUniform) = ("", 0, true)
    while true {
      let domains = try await wave.importedDomains(after: last, limit: ImportMaking.page).map {
        try ResolvedRow(JSONRecord(line: $0)).domain
      }
      guard let end = domains.last else { break }
      try await wave.add(domains, from: Int64(count))
      for domain in domains {
        digest.update(Array("\(domain.name) \(domain.weight)\n".utf8))
        isUniform = isUniform && domain.weight == 1
      }
      (last, count) = (end.name.text, count + domains.count)
    }
    guard count > 0 else { throw Refusal(.input, "no row of resolve is there, so there is nothing to make a wave of") }
    let list = ListOutcome(
      name: "JSON Lines", weighting: isUniform ? .uniform : .given, lines: count, entries: count, rejected: [:])
    try await wave.finishLists([list], sha256: digest.finish())
  }

  private func addHosts() async throws {
    var last: Int64 = 0
    while true {
      let page = try await wave.importedHosts(after: last, limit: ImportMaking.page)
      guard let end = page.last else { return }
      try await wave.record(
        page.map { entry in
          (task: entry.task, finding: try HostRow(JSONReader.read(entry.row)).finding)
        })
      last = end.task.hostID
    }
  }

  private func addNames() async throws -> MissingNames {
    let doubts = try await wave.importedDoubts().map { try VantageLine(JSONRecord(line: $0)) }
    var (last, missing) = (ImportedName.Key?.none, MissingNames())
    while true {
      let page = try await wave.importedNames(after: last, limit: ImportMaking.page)
      guard let end = page.last else { return missing }
      var names: [ProbedName] = []
      for name in page {
        let visits = try LookVisit.visits(of: name.rows)
        let counting = visits.filter { !$0.isDoubted(by: doubts) }
        if let visit = LookVisit.best(of: counting) {
          names.append(
            ProbedName(addressID: name.key.addressID, hostID: name.key.hostID, observations: visit.observations))
        } else {
          missing.count += 1
          if counting.count < visits.count { missing.doubted += 1 }
        }
      }
      try await wave.record(names) { CertificateFields(der: $0) }
      last = end.key
    }
  }
}
