internal import GRDB
internal import SurveyCore

/// Writes the class of hosts, and the status of those with a usable TLSA record; the parameters of the record stay only
/// where all match.
final class HostVerdictWriter {
  private struct Words {
    let result: String
    let best: String
    let worst: String
  }

  private let judgementID: Int64
  private let host: Statement
  private let dane: Statement
  private var words: [SightingPattern: Words] = [:]

  /// Patterns whose words are remembered at a time.
  private static let capacity = 4_096

  init(_ db: GRDB.Database, judgementID: Int64) throws {
    self.judgementID = judgementID
    host = try db.makeStatement(sql: "INSERT INTO host_verdict VALUES (?, ?, ?, ?, ?)")
    dane = try db.makeStatement(
      sql: """
        INSERT INTO dane_verdict VALUES (?, ?, ?, NULL, NULL, NULL)
        ON CONFLICT DO UPDATE SET dane = excluded.dane,
          usage = CASE WHEN excluded.dane = 'match' THEN usage END,
          selector = CASE WHEN excluded.dane = 'match' THEN selector END,
          matching_type = CASE WHEN excluded.dane = 'match' THEN matching_type END
        """)
  }

  func write(_ kind: HostKind) throws {
    if let pattern = kind.pattern {
      let words = words(of: pattern)
      try host.execute(arguments: [judgementID, kind.hostID, words.result, words.best, words.worst])
    }
    if kind.tlsa == .usable {
      let status: DANEStatus =
        kind.dane.contains(.unusable) ? .unusable : TLSAState.usable.status(matches: kind.dane.map { $0 == .match })
      try dane.execute(arguments: [judgementID, kind.hostID, status.rawValue])
    }
  }

  private func words(of pattern: SightingPattern) -> Words {
    if let known = words[pattern] { return known }
    let group = SightingGroup(pattern.hosts.flatMap(\.sightings))
    let found = Words(
      result: pattern.result.word, best: group.best?.word ?? pattern.result.word,
      worst: group.worst?.word ?? pattern.result.word)
    if words.count == HostVerdictWriter.capacity { words = [:] }
    words[pattern] = found
    return found
  }
}
