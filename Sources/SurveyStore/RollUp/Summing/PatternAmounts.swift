internal import SurveyCore

/// How much of each pattern a wave has, whosever it is, and what its operators are themselves.
struct PatternAmounts {
  private struct Key: Hashable {
    let slot: PartSlot
    let pattern: PatternNumber
  }

  private let units: PartUnits
  private var amounts: [Key: OperatorPart.Amount] = [:]
  /// Operators whose hosts all show one pattern: most.
  private var alike: [PatternNumber: Int] = [:]
  /// The others that answered, each by itself.
  private var tally: TrendTally
  /// By base and list.
  private(set) var sampleSizes: [PartSlot: Double] = [:]

  init(_ plan: RollUpPlan, units: PartUnits) {
    self.units = units
    tally = TrendTally(units: plan.units, metrics: plan.metrics)
  }

  /// Adds the parts of an operator; of what is shared out only the whole, which is operator 0's.
  mutating func add(_ operatorID: Int64, _ parts: [StoredPart]) {
    for part in parts {
      let kind = part.slot.kind
      if kind == .sampleSize {
        sampleSizes[part.slot] = part.number
      } else if operatorID == 0 || !kind.isSharedOut {
        amounts[Key(slot: part.slot, pattern: part.pattern), default: OperatorPart.Amount()].add(part)
      }
    }
  }

  /// Adds an operator itself, once for all its hosts.
  mutating func addItself(_ parts: [StoredPart], _ sharedOut: PatternFigures) {
    let hosts = parts.prefix { $0.slot.kind == .host }
    guard let first = hosts.first else { return }
    if hosts.count == 1 {
      alike[first.pattern, default: 0] += 1
    } else if let mean = OperatorMean(of: hosts, sharedOut).figures {
      tally.add(mean, unit: .mxOperator)
    }
  }

  /// All of it in the units of the trend.
  func tally(_ figures: AllPatternFigures) -> TrendTally {
    var tally = tally
    for (key, amount) in amounts {
      for use in units.uses(of: key.slot) {
        let amount = (use.isWeighted ? amount.weight : amount.number).value
        if amount == 0 { continue }
        let unit = units.all[use.place]
        if key.pattern == .silent {
          tally.addSilent(unit: unit, weight: amount)
        } else {
          tally.add(figures[use.counting][key.pattern].with(key.slot.traits), unit: unit, weight: amount)
        }
      }
    }
    for (pattern, times) in alike { tally.add(figures.sharedOut[pattern], unit: .mxOperator, times: times) }
    return tally
  }
}

extension OperatorPart.Amount {
  fileprivate mutating func add(_ part: StoredPart) {
    number.add(part.number)
    if part.weight != 0 { weight.add(part.weight) }
  }
}
