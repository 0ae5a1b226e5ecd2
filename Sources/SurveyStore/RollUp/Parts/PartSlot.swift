internal import SurveyCore

/// What a part counts: kind, base, traits and list in one number, as the column `slot` has it. Numbers never change their
/// meaning.
struct PartSlot: RawRepresentable, Hashable, Comparable {
  /// What is counted. Operator 0 is all operators together.
  enum Kind: Int64, CaseIterable {
    /// MX hosts, and the domains that use them.
    case host = 0
    /// Addresses.
    case address = 1
    /// Leaf certificates; a census has them under operator 0.
    case certificate = 2
    /// Public keys; a census has them under operator 0.
    case key = 3
    /// Operators of which no host answered; those of which any did are known by their hosts.
    case itself = 4
    /// Domains by expected delivery, and their weight. Under operator 0 the patterns are those of all their hosts, with an
    /// operator it is the operator's share of them, in one base, by its own hosts.
    case domain = 5
    /// Domains as a whole, by their lowest-preference hosts; a census has them under operator 0 alone.
    case primaryDomain = 6
    /// Domains as a whole, by all their hosts; a census has them under operator 0 alone.
    case wholeDomain = 7
    /// How large the sample behind a weighted unit is in effect: a size, under operator 0.
    case sampleSize = 8

    /// Whether operator 0 has the whole of what operators have a share of.
    var isSharedOut: Bool {
      switch self {
      case .domain, .primaryDomain, .wholeDomain: true
      case .host, .address, .certificate, .key, .itself, .sampleSize: false
      }
    }
  }

  let rawValue: Int64

  init(rawValue: Int64) { self.rawValue = rawValue }

  init(_ kind: Kind, base: Base = .reachable, traits: DomainTraits = [], list: Int = 0) {
    rawValue = Int64(list) << 16 | Int64(traits.rawValue) << 8 | (base == .tls ? 1 << 7 : 0) | kind.rawValue
  }

  var kind: Kind {
    guard let kind = Kind(rawValue: rawValue & 0x7f) else { preconditionFailure("a slot has a kind") }
    return kind
  }
  var base: Base { rawValue & 0x80 == 0 ? .reachable : .tls }
  var traits: DomainTraits { DomainTraits(rawValue: UInt8(truncatingIfNeeded: rawValue >> 8)) }
  /// The number of the list; 0 for the first, which alone counts domains beside their weight.
  var list: Int { Int(rawValue >> 16) }

  static func < (left: PartSlot, right: PartSlot) -> Bool { left.rawValue < right.rawValue }
}
