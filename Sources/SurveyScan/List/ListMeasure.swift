/// What a list says of a name beside the name.
public enum ListMeasure: Hashable, Sendable {
  /// Nothing.
  case none
  /// Its place, from 1.
  case rank(UInt64)
  /// Its weight: finite, above 0 and at most `maximumWeight`.
  case weight(Double)

  /// The largest weight of a line; the sum over any list stays exact enough.
  public static let maximumWeight = 1e12
}

extension ListMeasure {
  /// Reads a rank: decimal digits, not 0.
  static func rank(_ octets: ArraySlice<UInt8>) throws(ListLineError) -> UInt64 {
    var rank: UInt64 = 0
    for octet in octets {
      guard (0x30...0x39).contains(octet) else { throw .badRank }
      let (tenfold, overflow) = rank.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(octet - 0x30))
      guard !overflow, !carry else { throw .badRank }
      rank = sum
    }
    guard rank > 0 else { throw .badRank }
    return rank
  }

  /// Reads a weight in decimal notation; Swift's own reader would take `inf`, `nan` and hexadecimal, too.
  static func weight(_ octets: ArraySlice<UInt8>) throws(ListLineError) -> Double {
    guard octets.allSatisfy({ (0x30...0x39).contains($0) || ".eE+-".utf8.contains($0) }),
      let weight = Double(String(decoding: octets, as: UTF8.self)), weight > 0, weight <= maximumWeight
    else { throw .badWeight }
    return weight
  }
}
