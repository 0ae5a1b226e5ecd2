import SurveyCore

/// What lies between two waves in `report.json`. Shares of the model are percentages here, their differences
/// percentage points, so that they compare with `percent`.
struct ChangeJSON {
  let change: WaveChange

  /// The change.
  var value: JSONValue {
    [
      "from_label": .string(change.from), "to_label": .string(change.to),
      "transitions": .array(transitions),
      "shifts": .array(change.shifts.map(shift)),
      "decompositions": .array(change.decompositions.map(decomposition)),
      "renewals": .array(
        Renewal.allCases.map { ["renewal": .string($0.rawValue), "hosts": JSONValue(change.renewals[$0] ?? 0)] }),
      "moved_to_ca": .array(
        change.movedToCA.map { ["issuer": .string($0.issuer), "hosts": JSONValue($0.hosts)] }),
    ]
  }

  private var transitions: [JSONValue] {
    let matrices = Dictionary(
      uniqueKeysWithValues: Set(change.transitions.map(\.unit)).map { ($0, TransitionMatrix(change, unit: $0)) })
    return change.transitions.map { transition($0, matrices[$0.unit] ?? nil) }
  }

  private func transition(_ transition: Transition, _ matrix: TransitionMatrix?) -> JSONValue {
    let share = matrix?.share(transition.from, transition.to)
    return [
      "unit": .string(transition.unit.rawValue), "from_class": .string(transition.from.word),
      "to_class": .string(transition.to.word), "count": JSONValue(transition.count),
      "percent": JSONValue(share?.percent), "low": JSONValue(transition.interval.map { $0.lowerBound * 100 }),
      "high": JSONValue(transition.interval.map { $0.upperBound * 100 }),
      "interval": .string(transition.interval == nil ? "none" : "cluster"),
      "regression": .bool(transition.isRegression),
    ]
  }

  private func shift(_ shift: Shift) -> JSONValue {
    [
      "unit": .string(shift.unit.rawValue), "metric": .string(shift.metric.word),
      "before": shift.before.json, "after": shift.after.json,
      "stayers_before": shift.stayersBefore.json, "stayers_after": shift.stayersAfter.json,
      "entrants": shift.entrants.json, "leavers": shift.leavers.json,
      "gained": JSONValue(shift.gained), "lost": JSONValue(shift.lost),
      "paired": shift.paired.map(paired) ?? .null,
    ]
  }

  private func paired(_ interval: PairedInterval) -> JSONValue {
    [
      "estimate": points(interval.estimate), "low": points(interval.low), "high": points(interval.high),
      "design_effect": JSONValue(interval.designEffect), "operators": JSONValue(interval.operators),
      "improved": JSONValue(interval.improved), "worsened": JSONValue(interval.worsened),
      "probability": JSONValue(interval.probability),
    ]
  }

  private func decomposition(_ decomposition: Decomposition) -> JSONValue {
    [
      "unit": .string(decomposition.unit.rawValue), "metric": .string(decomposition.metric.word),
      "before": decomposition.before.json, "after": decomposition.after.json,
      "terms": terms(decomposition.terms), "operator_count": JSONValue(decomposition.operatorCount),
      "operators": .array(
        decomposition.operators.map { contribution in
          [
            "operator": .string(contribution.name), "terms": terms(contribution.terms),
            "before": contribution.before.map(\.json) ?? .null, "after": contribution.after.map(\.json) ?? .null,
          ]
        }),
    ]
  }

  private func terms(_ terms: Decomposition.Terms) -> JSONValue {
    [
      "rate": points(terms.rate), "weight": points(terms.weight), "entry": points(terms.entry),
      "exit": points(terms.exit), "total": points(terms.total),
    ]
  }

  private func points(_ share: Double) -> JSONValue { JSONValue(share * 100) }
}
