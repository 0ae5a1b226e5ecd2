internal import SurveyCore

/// What an operator has many of that look alike: hosts, addresses or domains of one pattern.
struct OperatorPart: Hashable, Comparable {
  /// 0: all operators together.
  let operatorID: Int64
  let slot: PartSlot
  let pattern: PatternNumber

  init(_ operatorID: Int64, _ slot: PartSlot, _ pattern: PatternNumber) {
    self.operatorID = operatorID
    self.slot = slot
    self.pattern = pattern
  }

  /// One word for three: parts are looked up millions of times a wave.
  func hash(into hasher: inout Hasher) {
    let place = UInt64(bitPattern: slot.rawValue) << 32 | UInt64(UInt32(bitPattern: pattern.rawValue))
    hasher.combine(UInt64(bitPattern: operatorID) &* 0x9e37_79b9_7f4a_7c15 ^ place)
  }

  static func < (left: OperatorPart, right: OperatorPart) -> Bool {
    if left.operatorID != right.operatorID { return left.operatorID < right.operatorID }
    return (left.slot, left.pattern) < (right.slot, right.pattern)
  }

  /// How many there are, and what these weigh.
  struct Amount {
    var number = ExactSum()
    var weight = ExactSum()

    static func += (left: inout Amount, right: Amount) {
      left.number += right.number
      left.weight += right.weight
    }
  }
}

/// A part that is complete, its amount rounded: a row of `operator_part`, but for the number of its pattern.
struct CountedPart: Sendable, Equatable {
  let operatorID: Int64
  let slot: Int64
  let pattern: PatternNumber
  let number: Double
  let weight: Double

  init(_ part: OperatorPart, _ amount: OperatorPart.Amount) {
    operatorID = part.operatorID
    slot = part.slot.rawValue
    pattern = part.pattern
    number = amount.number.value
    weight = amount.weight.value
  }
}
