import SurveyCore

/// Something that changed about the measurement between two waves, so that a step in a figure may be the instrument's.
struct InstrumentBreak: Hashable {
  /// What changed.
  enum Kind: Hashable, CaseIterable {
    case list
    case frame
    case vantage
    case trustStore
    case classifier
    case version
    case settings
    case publicSuffixList
  }

  /// The label of the earlier wave.
  let from: String
  /// The label of the later wave.
  let to: String
  /// What changed.
  let kind: Kind
  /// What it was, in words of the database.
  let before: String
  /// What it is now.
  let after: String

  /// Settings that a digest of its own tells.
  private static let toldElsewhere: Set<String> = ["trust-store"]

  /// What changed between two waves, in the order of `Kind`. What one of them did not keep is no change.
  static func between(_ earlier: WaveSummary, _ later: WaveSummary) -> [InstrumentBreak] {
    Kind.allCases.compactMap { kind in
      guard let (before, after) = values(of: kind, earlier, later), before != after else { return nil }
      return InstrumentBreak(from: earlier.label, to: later.label, kind: kind, before: before, after: after)
    }
  }

  /// What changed from each wave to the next.
  static func all(in waves: [WaveSummary]) -> [InstrumentBreak] {
    zip(waves, waves.dropFirst()).flatMap { between($0, $1) }
  }

  private static func values(
    of kind: Kind, _ earlier: WaveSummary, _ later: WaveSummary
  ) -> (before: String, after: String)? {
    switch kind {
    case .list: (earlier.listSHA256, later.listSHA256)
    case .frame: (earlier.frameText, later.frameText)
    case .vantage: earlier.vantage.flatMap { before in later.vantage.map { (before, $0) } }
    case .trustStore: (earlier.trustStoreSHA256, later.trustStoreSHA256)
    case .classifier: (String(earlier.classifierVersion), String(later.classifierVersion))
    case .version: (earlier.version, later.version)
    case .settings: settings(earlier.settings, later.settings)
    case .publicSuffixList: (earlier.publicSuffixSHA256 ?? "none", later.publicSuffixSHA256 ?? "none")
    }
  }

  /// The settings that differ, in order of name; of older waves that kept none, nothing.
  private static func settings(
    _ earlier: [String: String], _ later: [String: String]
  ) -> (before: String, after: String)? {
    guard !earlier.isEmpty, !later.isEmpty else { return nil }
    let names = Set(earlier.keys).union(later.keys).subtracting(toldElsewhere)
      .filter { earlier[$0] != later[$0] }.sorted()
    guard !names.isEmpty else { return nil }
    func text(_ settings: [String: String]) -> String {
      names.map { "\($0)=\(settings[$0] ?? "–")" }.joined(separator: ", ")
    }
    return (text(earlier), text(later))
  }
}

extension WaveSummary {
  /// What the wave is of: `census`, or `sample of 1,000,000 domains`.
  var frameText: String {
    listedDomains.map { "\(frame.rawValue) of \(NumberText.grouped($0)) domains" } ?? frame.rawValue
  }
}
