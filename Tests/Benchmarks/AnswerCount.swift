import SurveyCore

/// Counts look-ups that found MX records; whatever else came of one, its answer was lost.
actor AnswerCount {
  private(set) var number = 0

  func count(_ lookups: [MXLookup]) {
    number += lookups.count { lookup in
      if case .records = lookup { true } else { false }
    }
  }
}
