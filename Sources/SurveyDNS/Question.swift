public import SurveyCore

/// A type of resource record; the world's set is open (IANA, "Resource Record (RR) TYPEs").
public struct RecordType: RawRepresentable, Hashable, Sendable {
  /// The number on the wire.
  public let rawValue: UInt16

  /// A type by number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// IPv4 address, RFC 1035 §3.4.1.
  public static let a = RecordType(rawValue: 1)
  /// Name server, RFC 1035 §3.3.11.
  public static let ns = RecordType(rawValue: 2)
  /// Alias, RFC 1035 §3.3.1.
  public static let cname = RecordType(rawValue: 5)
  /// Pointer from an address to a name, RFC 1035 §3.3.12.
  public static let ptr = RecordType(rawValue: 12)
  /// Mail exchange, RFC 1035 §3.3.9.
  public static let mx = RecordType(rawValue: 15)
  /// Text, RFC 1035 §3.3.14.
  public static let txt = RecordType(rawValue: 16)
  /// IPv6 address, RFC 3596 §2.1.
  public static let aaaa = RecordType(rawValue: 28)
  /// Zone key, RFC 4034 §2.
  public static let dnskey = RecordType(rawValue: 48)
  /// Certificate association, RFC 6698 §2.
  public static let tlsa = RecordType(rawValue: 52)
}

/// What is asked: an owner name and a type, in class IN.
public struct Question: Hashable, Sendable {
  /// Presentation form without the trailing dot; the root is `.`.
  public let owner: String
  /// The type asked for.
  public let type: RecordType

  /// A question for a host or mail domain.
  public init(_ name: DomainName, _ type: RecordType) {
    owner = name.text
    self.type = type
  }

  /// A question below a name, for example `_mta-sts` or `_25._tcp`: labels that no host name can have.
  public init(prefix: String, _ name: DomainName, _ type: RecordType) {
    owner = "\(prefix).\(name.text)"
    self.type = type
  }

  /// Whether such a name can be (RFC 1035 §2.3.4); a prefix can make it too long.
  var ownerFits: Bool { owner.utf8.count <= DomainName.maximumLength }

  /// A question for any owner.
  init(owner: String, _ type: RecordType) {
    self.owner = owner
    self.type = type
  }
}

/// What the lookup of one RRset found.
public enum RecordLookup: Hashable, Sendable {
  /// RDATA with uncompressed names; never empty.
  case records([[UInt8]], DNSSECStatus)
  /// The name exists without this type.
  case nodata(DNSSECStatus)
  /// The name does not exist.
  case nxdomain(DNSSECStatus)
  /// No usable answer; never `nodata` or `nxdomain`.
  case failed(DNSFailure)
}
