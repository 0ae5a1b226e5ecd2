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
  private let host: HotStatement
  private let dane: Statement
  private var words: [PatternNumber: Words] = [:]

  /// Patterns whose words are remembered at a time.
  private static let capacity = 4_096

  init(_ db: GRDB.Database, judgementID: Int64) throws {
    self.judgementID = judgementID
    host = try HotStatement(db, "INSERT INTO host_verdict VALUES (?, ?, ?, ?, ?)")
    dane = try db.makeStatement(
      sql: """
        INSERT INTO dane_verdict VALUES (?, ?, ?, NULL, NULL, NULL)
        ON CONFLICT DO UPDATE SET dane = excluded.dane,
          usage = CASE WHEN excluded.dane = 'match' THEN usage END,
          selector = CASE WHEN excluded.dane = 'match' THEN selector END,
          matching_type = CASE WHEN excluded.dane = 'match' THEN matching_type END
        """)
  }

  func write(_ kind: HostKind, _ numbers: PatternNumbers) throws {
    if let pattern = kind.pattern {
      let words = words(of: pattern, numbers)
      host.bind(judgementID, at: 1)
      host.bind(kind.hostID, at: 2)
      host.bind(words.result, at: 3)
      host.bind(words.best, at: 4)
      host.bind(words.worst, at: 5)
      try host.run()
    }
    if let status = kind.dane { try dane.execute(arguments: [judgementID, kind.hostID, status.rawValue]) }
  }

  private func words(of number: PatternNumber, _ numbers: PatternNumbers) -> Words {
    if let known = words[number] { return known }
    let pattern = numbers[number]
    let group = SightingGroup(pattern.hosts.flatMap(\.sightings))
    let found = Words(
      result: pattern.result.word, best: group.best?.word ?? pattern.result.word,
      worst: group.worst?.word ?? pattern.result.word)
    if words.count == HostVerdictWriter.capacity { words = [:] }
    words[number] = found
    return found
  }
}
