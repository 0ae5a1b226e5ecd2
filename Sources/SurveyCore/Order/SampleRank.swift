/// Where a domain stands when a sample is drawn: the first of all ranks are the sample.
///
/// A number that belongs to a name and a seed, as good as random ("permanent random numbers": Ohlsson, "Coordination of
/// Samples Using Permanent Random Numbers", 1995): every domain has the same chance, whatever the order of the lists,
/// and by the same seed a later wave draws the same domains as far as its lists still have them.
public struct SampleRank: Hashable, Comparable, Sendable {
  /// Uniform over seeds.
  public let number: UInt64
  /// Decides between equal numbers.
  public let name: DomainName

  /// The rank of a name by a seed.
  public init(of name: DomainName, seed: UInt64) {
    var state = SplitMix64.mix(seed ^ 0x6472_6177_6e5f_6279)
    var word: UInt64 = 0
    var length: UInt64 = 0
    for octet in name.text.utf8 {
      word = word << 8 | UInt64(octet)
      length += 1
      if length.isMultiple(of: 8) { state = SplitMix64.mix(state ^ word) &+ 0x9e37_79b9_7f4a_7c15 }
    }
    // The word may hold octets that were mixed already; the length tells how many are new.
    number = SplitMix64.mix(SplitMix64.mix(state ^ word) &+ length)
    self.name = name
  }

  /// By number, then by name.
  public static func < (left: SampleRank, right: SampleRank) -> Bool {
    (left.number, left.name) < (right.number, right.name)
  }
}

/// How many of the lists' domains a wave takes: a number, or a part.
public enum SampleSize: Hashable, Sendable {
  /// So many domains, at least 1.
  case domains(Int)
  /// So many of a hundred domains, more than 0, at most 100.
  case percent(Double)

  /// From `1000` or `2.5%`; `nil` where it is neither, or out of range.
  public init?(_ text: String) {
    if text.hasSuffix("%") {
      guard let percent = Double(text.dropLast()), percent > 0, percent <= 100 else { return nil }
      self = .percent(percent)
    } else {
      guard let count = Int(text), count > 0 else { return nil }
      self = .domains(count)
    }
  }

  /// As it is written; the same for the same size.
  public var text: String {
    switch self {
    case .domains(let count): String(count)
    case .percent(let percent): "\(percent)%"
    }
  }

  /// How many of so many domains; a part is rounded to the nearest whole domain, and is one at least where there is one.
  public func count(of listed: Int) -> Int {
    switch self {
    case .domains(let count): min(count, listed)
    case .percent(let percent): min(listed, max(1, Int((Double(listed) * percent / 100).rounded())))
    }
  }
}
