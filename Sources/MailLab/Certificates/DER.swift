/// Writes the few DER elements (ITU-T X.690) that OpenSSL's own notation can't say.
enum DER {
  /// SEQUENCE.
  static func sequence(_ content: [UInt8]) -> [UInt8] { element(0x30, content) }

  /// INTEGER of an amount whose octets are given, the most significant first and not zero.
  static func integer(_ octets: [UInt8]) -> [UInt8] {
    element(0x02, (octets.first ?? 0x80) < 0x80 ? octets : [0] + octets)
  }

  /// A GeneralName of the kind dNSName with these octets, whatever they are (RFC 5280 §4.2.1.6).
  static func dNSName(_ octets: [UInt8]) -> [UInt8] { element(0x82, octets) }

  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = content.count
    while rest > 0 {
      length.insert(UInt8(rest & 0xFF), at: 0)
      rest >>= 8
    }
    let isShort = content.count < 0x80
    return [tag] + (isShort ? [UInt8(content.count)] : [0x80 | UInt8(length.count)] + length) + content
  }
}
