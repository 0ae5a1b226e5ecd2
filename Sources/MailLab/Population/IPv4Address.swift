/// An IPv4 address, written `127.20.0.1`.
public struct IPv4Address: Hashable, Comparable, Sendable, LosslessStringConvertible {
  /// The address as a number, the first octet being the most significant.
  public let number: UInt32

  /// The address with that number, the first octet being the most significant.
  public init(number: UInt32) {
    self.number = number
  }

  /// The address in dotted decimal notation without leading zeros; `nil` for anything else.
  public init?(_ description: String) {
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var number: UInt32 = 0
    for part in parts {
      guard let octet = UInt8(part), String(octet) == part else { return nil }
      number = number << 8 | UInt32(octet)
    }
    self.number = number
  }

  /// `127.20.0.1`
  public var description: String {
    "\(number >> 24).\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
  }

  /// Numerical order.
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension IPv4Address: Codable {
  /// Reads dotted decimal notation.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let address = IPv4Address(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not an IPv4 address: \(text)"))
    }
    self = address
  }

  /// Writes dotted decimal notation.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
