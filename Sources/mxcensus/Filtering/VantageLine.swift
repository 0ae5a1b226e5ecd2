import SurveyCore
import SurveyReport
import SurveyScan

/// The last line of output of `probe` where nothing could be measured from its place any more: lines were written by then
/// that say more of that place than of their hosts.
///
/// ```
/// {"v":1,"error":"self.vantage","since":"2026-11-24T19:58:25Z","until":"2026-11-24T20:03:11Z","leaf_sha256":null}
/// ```
struct VantageLine: Sendable, Hashable {
  /// When all was well for the last time.
  let since: Instant
  /// When it was noticed: what is probed again later counts.
  let until: Instant
  /// The leaf that was shown in the place of others, 64 hexadecimal digits; `nil`: none was.
  let leaf: String?

  private static let word = "self.vantage"

  /// `nil` where we are refused: those are answers.
  init?(_ fault: VantageFault, until: Instant) {
    self.until = until
    switch fault {
    case .refused: return nil
    case .unanswered(let since, _): (self.since, leaf) = (since, nil)
    case .broken(let since, let canaries):
      let leaves = canaries.lazy.compactMap { if case .otherLeaf(let leaf) = $0.answer { leaf } else { nil } }
      (self.since, leaf) = (since, leaves.first?.description)
    }
  }

  /// Reads it again.
  init(_ record: JSONRecord) throws(JSONRecord.Fault) {
    try record.checkVersion()
    since = try record.instant("since")
    until = try record.instant("until")
    leaf = try record.textIfAny("leaf_sha256")
    guard since <= until else { throw JSONRecord.Fault(words: "until is before since") }
    guard leaf?.utf8.allSatisfy(VantageLine.isDigit) ?? true else {
      throw JSONRecord.Fault(words: "leaf_sha256 is no digest")
    }
  }

  /// Whether a line is one of these.
  static func isOne(_ record: JSONRecord) -> Bool {
    record.has("since") && record.octets("error") == Array("\"\(word)\"".utf8)
  }

  /// The line.
  var text: String {
    JSONLine.text(
      [
        .init("error", .string(VantageLine.word)), .init("since", .string(since.iso8601)),
        .init("until", .string(until.iso8601)), .init("leaf_sha256", JSONValue(leaf)),
      ], tag: nil)
  }

  /// Whether what a look saw may be our own trouble: all that ended without TLS in that time, and who showed the leaf that
  /// others showed, too.
  func doubts(_ observation: Observation) -> Bool {
    guard (since...until).contains(observation.observedAt) else { return false }
    guard observation.ending.outcome == .tls else { return true }
    return leaf != nil && observation.chain?.leaf.sha256.description == leaf
  }

  private static func isDigit(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}
