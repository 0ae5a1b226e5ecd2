public import SurveyCore

/// A row that another process found, on its way into a wave.
public struct ImportedRow: Sendable, Hashable {
  /// What it is about.
  public enum Kind: Int, Sendable, Hashable {
    /// A domain's MX set and policies.
    case domain = 0
    /// An MX host's addresses.
    case host = 1
    /// What one look saw.
    case look = 2
  }

  /// What it is about.
  public var kind: Kind
  /// What it is the only row of, among those of its kind in a wave.
  public var key: String
  /// Whether it leaves its question open, so that any other row of the key is better.
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

  /// The key of a look's row.
  public static func key(_ target: ProbeTarget, _ look: Look) -> String {
    "\(target.address) \(target.serverName) \(look.rawValue)"
  }
}
