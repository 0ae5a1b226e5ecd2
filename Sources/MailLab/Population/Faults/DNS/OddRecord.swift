/// A resource record of class IN that no zone file can hold, or that is to stand in an answer as it is.
public struct OddRecord: Hashable, Sendable, Codable {
  /// A type of record that the laboratory answers oddly.
  public enum RecordType: String, Hashable, Sendable, Codable, CaseIterable {
    /// IPv4 address, RFC 1035 §3.4.1.
    case a = "A"
    /// Alias, RFC 1035 §3.3.1.
    case cname = "CNAME"
    /// Mail exchange, RFC 1035 §3.3.9.
    case mx = "MX"
    /// IPv6 address, RFC 3596 §2.1.
    case aaaa = "AAAA"

    /// The number on the wire.
    var number: UInt16 {
      switch self {
      case .a: 1
      case .cname: 5
      case .mx: 15
      case .aaaa: 28
      }
    }
  }

  /// Its type.
  public let type: RecordType
  /// Its RDATA, which may break the format of its type.
  public let data: Octets

  /// A record of the name that is asked for.
  public init(_ type: RecordType, data: Octets) {
    self.type = type
    self.data = data
  }

  /// An MX record for a name that is written with dots.
  public static func mx(_ preference: UInt16, _ exchange: String) -> OddRecord {
    mx(preference, labels: exchange.split(separator: ".").map { Octets(Array($0.utf8)) })
  }

  /// An MX record for a name whose labels may hold any octets.
  public static func mx(_ preference: UInt16, labels: [Octets]) -> OddRecord {
    OddRecord(.mx, data: Octets(octets(preference) + WireName.octets(labels: labels.map(\.bytes))))
  }

  /// An alias of a name that is written with dots.
  public static func cname(_ name: String) -> OddRecord { OddRecord(.cname, data: Octets(WireName.octets(name))) }

  /// An IPv4 address, any at all.
  public static func a(_ address: IPv4Address) -> OddRecord {
    let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: address.number >> $0) }
    return OddRecord(.a, data: Octets(octets))
  }

  /// An IPv6 address from its eight groups, any at all.
  public static func aaaa(_ groups: [UInt16]) -> OddRecord { OddRecord(.aaaa, data: Octets(groups.flatMap(octets))) }

  /// The record on the wire.
  func octets(owner: [UInt8]) -> [UInt8] {
    // Class IN, and an hour to live.
    owner + Self.octets(type.number) + [0, 1, 0, 0, 0x0E, 0x10] + Self.octets(UInt16(data.bytes.count)) + data.bytes
  }

  private static func octets(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }
}
