import SurveyCore
import SurveyStore
import SurveyTLS

/// The second half of an import: a wave of all rows that are there, in the order of their keys, so that the same rows make
/// the same wave.
struct ImportMaking: Sendable {
  let wave: Wave

  private static let page = 500

  /// Makes the wave anew.
  /// - Returns: names at addresses that have no row of a look.
  func run() async throws -> Int {
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

  private func addNames() async throws -> Int {
    var (last, missing) = (ImportedName.Key?.none, 0)
    while true {
      let page = try await wave.importedNames(after: last, limit: ImportMaking.page)
      guard let end = page.last else { return missing }
      missing += page.count { $0.rows.isEmpty }
      let names = try page.filter { !$0.rows.isEmpty }.map { name in
        ProbedName(
          addressID: name.key.addressID, hostID: name.key.hostID,
          observations: try name.rows.map { try LookRow(JSONRecord(line: $0)).observation })
      }
      try await wave.record(names) { CertificateFields(der: $0) }
      last = end.key
    }
  }
}
