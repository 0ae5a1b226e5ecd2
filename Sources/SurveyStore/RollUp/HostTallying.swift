internal import GRDB
internal import SurveyCore

/// Adds hosts up, one at a time: by name, by the domains that use them, and into what their operators come to.
struct HostTallying {
  let hosts: HostKinds
  let operators: OperatorParts
  /// Writes what is known of hosts one by one; `nil` where that is written already.
  let verdicts: HostVerdictWriter?

  func run(_ tally: inout TrendTally) throws {
    let figures = PatternFigures(.whole)
    try hosts.forEach { host in
      try verdicts?.write(host)
      guard host.isExplicit else { return }
      guard let pattern = host.pattern else {
        tally.addSilent(unit: .mxHost)
        tally.addSilent(unit: .mxHostByDomains, times: host.domains)
        return try operators.addSilentHost(host.operatorID)
      }
      tally.add(figures[pattern], unit: .mxHost)
      if host.domains > 0 { tally.add(figures[pattern], unit: .mxHostByDomains, times: host.domains) }
      try operators.addHost(host.operatorID, pattern, domains: host.domains)
    }
  }
}

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

extension TLSAState {
  /// From a code of the database; NULL, where DANE was not looked at, is unknown.
  init(code: Int?) { self = code.flatMap { TLSAState(rawValue: TLSAWords.version2[$0]) } ?? .unknown }
}
