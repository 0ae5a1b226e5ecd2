/// Names in the format of DNS messages (RFC 1035 §3.1), without compression.
enum WireName {
  /// The root ends every name.
  static let root: [UInt8] = [0]

  /// A name that is written with dots between its labels; a dot at the end, or none.
  static func octets(_ name: String) -> [UInt8] {
    octets(labels: name.utf8.split(separator: UInt8(ascii: ".")).map(Array.init))
  }

  /// A name of labels that may hold any octets; a label has at most 63 of them.
  static func octets(labels: [[UInt8]]) -> [UInt8] {
    labels.flatMap { [UInt8($0.count)] + $0 } + root
  }

  /// ASCII letters in lower case: names are compared so (RFC 4343). The octets that count labels' octets stay, as they
  /// are below those of letters.
  static func folded(_ octets: some Sequence<UInt8>) -> [UInt8] {
    octets.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}
