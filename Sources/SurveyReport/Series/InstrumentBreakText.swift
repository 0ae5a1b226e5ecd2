import SurveyCore

extension InstrumentBreak.Kind {
  /// What changed, in a reader's words.
  var title: String {
    switch self {
    case .list: "list of domains"
    case .frame: "frame"
    case .vantage: "place of measurement"
    case .trustStore: "trust store"
    case .classifier: "rules of judgement"
    case .version: "version of mxcensus"
    case .settings: "settings"
    case .publicSuffixList: "public suffix list"
    }
  }

  /// What it may do to the figures.
  var effect: Prose {
    switch self {
    case .list:
      """
      Domains came and went with the list: a figure may move without any host doing anything. The panel and the change of \
      those that stayed are free of that.
      """
    case .frame:
      "The waves are not of the same part of the lists: counts do not compare, shares only within their intervals."
    case .vantage:
      "Hosts answer by who asks: refusals, silence and what a network on the way takes out of a dialogue may differ."
    case .trustStore:
      """
      Roots came or went: hosts may have become CA-verified, or ceased to be, without changing anything. Judge the older \
      waves again under one store (`rejudge`).
      """
    case .classifier:
      "Classes are told apart by other rules: judge the older waves again (`rejudge`) before comparing classes."
    case .version: "Another version of the program measured: one wave taken with both would tell what that moves."
    case .settings: "Something else was measured, or measured in another way."
    case .publicSuffixList:
      """
      Hosts that are new are put together as operators by another list, while known ones keep their operator: figures by \
      operator may move.
      """
    }
  }
}

extension InstrumentBreak {
  /// `from → to`; of digests the first twelve digits.
  var change: Prose { "\(shown(before)) → \(shown(after))" }

  private func shown(_ value: String) -> String {
    switch kind {
    case .list, .trustStore, .publicSuffixList: value.isEmpty ? "–" : String(value.prefix(12))
    case .frame, .vantage, .classifier, .version, .settings: value
    }
  }
}
