/// Reading the presentation language of TLS (RFC 8446 §3) from the front of a slice; `nil` where octets are missing.
extension ArraySlice<UInt8> {
  /// A number of `octets` octets in network byte order, at most eight.
  mutating func popInteger(octets: Int) -> Int? {
    guard let number = popOctets(octets) else { return nil }
    return number.reduce(0) { $0 << 8 | Int($1) }
  }

  /// The next `count` octets.
  mutating func popOctets(_ count: Int) -> ArraySlice<UInt8>? {
    guard self.count >= count else { return nil }
    defer { removeFirst(count) }
    return prefix(count)
  }

  /// A vector whose length stands in `lengthOctets` octets before it.
  mutating func popVector(lengthOctets: Int) -> ArraySlice<UInt8>? {
    var rest = self
    guard let length = rest.popInteger(octets: lengthOctets), let vector = rest.popOctets(length) else { return nil }
    self = rest
    return vector
  }
}
