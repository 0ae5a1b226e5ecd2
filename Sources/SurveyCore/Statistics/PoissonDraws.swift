/// How often an operator is drawn in each replicate of the bootstrap: Poisson with mean 1, and always the same for the
/// same seed and name.
struct PoissonDraws: Sendable {
  /// A replicate in which the operator is drawn.
  struct Draw: Hashable, Sendable {
    /// Its number, from 0.
    var replicate: UInt16
    /// How often: 1 to 8.
    var times: UInt8
  }

  /// How many replicates there are.
  let replicates: Int
  private let seed: UInt64
  /// The draws of the last operator, then room.
  private var room: [Draw]

  /// 65,536 times the probability of more than 0, 1, … 7, rounded. They sum to 65,536, so the mean is 1 exactly; the
  /// variance is 0.99997.
  private static let exceedances: [UInt16] = [41_427, 17_317, 5_263, 1_244, 240, 39, 5, 1]

  /// How often at most.
  static let maximum = exceedances.count

  /// The distribution inverted: how often, by 16 random bits. A look is faster than eight comparisons.
  private static let inverse: [UInt8] = (0...UInt16.max).map { bits in
    UInt8(exceedances.reduce(0) { $0 + (bits < $1 ? 1 : 0) })
  }

  /// - Precondition: the number of replicates is a multiple of 4, as a random word makes four draws, and 65,536 at most.
  init(seed: UInt64, replicates: Int) {
    precondition(replicates.isMultiple(of: 4) && replicates <= 65_536, "replicates come by fours and have 16 bits")
    self.seed = SplitMix64.mix(seed)
    self.replicates = replicates
    // One more, where a draw of nothing behind the last one is written and not counted.
    room = [Draw](repeating: Draw(replicate: 0, times: 0), count: replicates + 1)
  }

  /// The replicates in which the operator is drawn, in order: about 63 % of all.
  mutating func draws(for operatorName: String) -> ArraySlice<Draw> {
    let inverse = PoissonDraws.inverse
    var generator = SplitMix64(seed: SplitMix64.mix(PoissonDraws.digest(operatorName) ^ seed))
    var word: UInt64 = 0
    var count = 0
    for replicate in 0..<replicates {
      word = replicate % 4 == 0 ? generator.next() : word >> 16
      let times = inverse[Int(word & 0xffff)]
      // Written in any case, and written over unless it counts: no processor guesses a draw.
      room[count] = Draw(replicate: UInt16(replicate), times: times)
      count += times > 0 ? 1 : 0
    }
    return room[..<count]
  }

  /// FNV-1a (Fowler, Noll, Vo): any digest would do that keeps names apart and is the same on every machine.
  private static func digest(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
