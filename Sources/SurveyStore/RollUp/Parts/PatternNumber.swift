internal import SurveyCore

/// A pattern by its number in a `PatternNumbers`; below `Sighting.codeCount` it is the one code that the pattern shows.
struct PatternNumber: Hashable, Comparable, Sendable {
  let rawValue: Int32

  /// Of what has an address and did not answer.
  static let silent = PatternNumber(rawValue: -1)

  static func < (left: PatternNumber, right: PatternNumber) -> Bool { left.rawValue < right.rawValue }
}
