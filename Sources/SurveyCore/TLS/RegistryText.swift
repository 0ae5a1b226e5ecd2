extension UInt16 {
  /// The number as the IANA registries of TLS write it, for what has no name here: `0x` and four digits, as `0xC0FF`.
  var registryText: String {
    let digits = String(self, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
