extension Sighting {
  /// A sighting as a number, 0 to `codeCount` − 1: its result's rank from the worst, then its traits. Databases keep it in
  /// their patterns, so another order of results or traits asks for everything to be counted anew.
  public var code: UInt16 { UInt16(result.rank) << 7 | UInt16(traits.rawValue & 127) }

  /// How many codes there are.
  public static let codeCount = AddressResult.worstToBest.count << 7

  /// From a code.
  /// - Precondition: it is below `codeCount`.
  public init(code: UInt16) {
    self.init(
      result: AddressResult.worstToBest[Int(code >> 7)], traits: Sighting.Traits(rawValue: UInt8(code & 127)))
  }
}
