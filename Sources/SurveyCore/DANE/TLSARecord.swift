/// The RDATA of one TLSA record (RFC 6698 §2.1).
///
/// ```
/// _25._tcp.mx1.example.org. TLSA 3 1 1 8cb0fc6c527506a053f4f14c8464bebbd6dede2738d11468dd953d7d6a3021f1
/// ```
public struct TLSARecord: Hashable, Sendable {
  /// Certificate usage (RFC 7671 §2.1): 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE; others are unassigned.
  public let usage: UInt8
  /// What is compared: 0 the certificate, 1 its SubjectPublicKeyInfo; others are unassigned.
  public let selector: UInt8
  /// How it is compared: 0 in full, 1 by SHA-256, 2 by SHA-512; others are unassigned.
  public let matchingType: UInt8
  /// The certificate association data, as long as the record has it.
  public let association: [UInt8]

  /// A record of its four fields.
  public init(usage: UInt8, selector: UInt8, matchingType: UInt8, association: [UInt8]) {
    self.usage = usage
    self.selector = selector
    self.matchingType = matchingType
    self.association = association
  }

  /// Reads RDATA; `nil` where one of the three numbers or the association data is missing.
  public init?(rdata: some Collection<UInt8>) {
    guard rdata.count > 3 else { return nil }
    let octets = Array(rdata)
    self.init(usage: octets[0], selector: octets[1], matchingType: octets[2], association: Array(octets[3...]))
  }

  /// The record on the wire.
  public var rdata: [UInt8] { [usage, selector, matchingType] + association }

  /// Whether an SMTP client can use the record, as far as its form tells (RFC 7672 §3.1).
  ///
  /// PKIX-TA and PKIX-EE can't be used (§3.1.3): there is no trust store that all senders share. A digest of the wrong
  /// length matches nothing. Whether a full certificate or key can be read is not looked at here.
  public var isUsable: Bool {
    guard usage == 2 || usage == 3, selector <= 1 else { return false }
    return switch matchingType {
    case 0: !association.isEmpty
    case 1: association.count == 32
    case 2: association.count == 64
    default: false
    }
  }
}

extension TLSARecord: Comparable, CustomStringConvertible {
  /// The canonical order of RRs: by the octets of the RDATA (RFC 4034 §6.3).
  public static func < (left: TLSARecord, right: TLSARecord) -> Bool {
    left.rdata.lexicographicallyPrecedes(right.rdata)
  }

  /// The presentation form (RFC 6698 §2.2), lower-case hexadecimal digits without spaces: `3 1 1 8cb0fc6c…`.
  public var description: String {
    let digits = association.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "\(usage) \(selector) \(matchingType) \(digits)"
  }
}

/// A TLSA RRset: the RDATA as it was found, in canonical order and each once (RFC 4034 §6.3), whether it can be read or
/// not. It is as large as a DNS message at most, 65,535 octets.
public struct TLSARRset: Hashable, Sendable {
  /// The RDATA of every record, malformed ones included.
  public let rdata: [[UInt8]]

  /// An RRset of RDATA in any order.
  public init(rdata: some Sequence<[UInt8]>) {
    self.rdata = Set(rdata).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The records that can be read.
  public var records: [TLSARecord] { rdata.compactMap { TLSARecord(rdata: $0) } }

  /// The records that an SMTP client can use.
  public var usable: [TLSARecord] { records.filter(\.isUsable) }
}
