public import SurveyCore

/// A row that another process found, on its way into a wave.
public struct ImportedRow: Sendable, Hashable {
  /// What it is about.
  public enum Kind: Int, Sendable, Hashable {
    /// A domain's MX set and policies.
    case domain = 0
    /// An MX host's addresses.
    case host = 1
    /// What one look saw, or when looks saw nothing that can be relied upon.
    case look = 2
  }

  /// What it is about.
  public var kind: Kind
  /// What it is the only row of, among those of its kind in a wave.
  public var key: String
  /// Whether it leaves its question open, so that any other row of the key, or any other visit, is better.
  public var isOpen: Bool
  /// When it was found.
  public var observedAt: Instant
  /// SHA-256 of `row`.
  public var sha256: Fingerprint
  /// The row itself, as JSON.
  public var row: [UInt8]

  /// A row.
  public init(kind: Kind, key: String, isOpen: Bool, observedAt: Instant, sha256: Fingerprint, row: [UInt8]) {
    self.kind = kind
    self.key = key
    self.isOpen = isOpen
    self.observedAt = observedAt
    self.sha256 = sha256
    self.row = row
  }

  /// The key of a look's row: `192.0.2.1 mx.example 1795550305 modern`. Looks of all visits are kept, as what belongs to
  /// one of them must not be mixed with another's.
  public static func key(_ target: ProbeTarget, _ look: Look, at instant: Instant) -> String {
    prefix(address: "\(target.address)", name: "\(target.serverName)") + "\(instant.epoch) \(look.rawValue)"
  }

  /// The key of a row that says from when until when looks can't be relied upon. No address begins so.
  /// - Parameter leaf: what else the row says.
  public static func key(doubtSince since: Instant, until: Instant, leaf: String?) -> String {
    doubtPrefix + "\(since.epoch) \(until.epoch) \(leaf ?? "-")"
  }

  /// What the keys of all looks at a name of an address begin with, and no others.
  static func prefix(address: String, name: String) -> String { "\(address) \(name) " }

  /// What the keys of all rows begin with that cast doubt on looks.
  static let doubtPrefix = "self.vantage "
}
