internal import SurveyCore

/// Patterns by numbers, which are quick to compare and to look up; they name patterns as long as this is kept.
final class PatternNumbers {
  private var various: [SightingPattern] = []
  private var known: [SightingPattern: PatternNumber] = [:]
  private var hosts: [[PatternNumber]: PatternNumber] = [:]
  private var unions: [[PatternNumber]: PatternNumber] = [:]

  /// Combinations of patterns that are remembered at a time.
  private static let capacity = 50_000

  subscript(number: PatternNumber) -> SightingPattern {
    precondition(number != .silent, "what did not answer has no pattern")
    return number.rawValue < Sighting.codeCount
      ? SightingPattern(Sighting(code: UInt16(number.rawValue))) : various[Int(number.rawValue) - Sighting.codeCount]
  }

  /// The number of the pattern of one sighting.
  func number(ofCode code: UInt16) -> PatternNumber { PatternNumber(rawValue: Int32(code)) }

  func number(of pattern: SightingPattern) -> PatternNumber {
    if let code = pattern.uniformCode { return number(ofCode: code) }
    if let number = known[pattern] { return number }
    let number = PatternNumber(rawValue: Int32(Sighting.codeCount + various.count))
    various.append(pattern)
    known[pattern] = number
    return number
  }

  /// Of one host or address by the codes of its sightings, in any order; `nil` where there are none.
  func number(ofCodes codes: [UInt16]) -> PatternNumber? { SightingPattern(codes: codes).map(number) }

  /// Of several hosts, in any order; `nil` where there are none.
  func number(ofHosts patterns: [PatternNumber]) -> PatternNumber? {
    guard let first = patterns.first else { return nil }
    if patterns.allSatisfy({ $0 == first }) { return first }
    return remembered(\.hosts, patterns) { SightingPattern(hosts: $0) }
  }

  /// Of all that several show, in any order; `nil` where there are none.
  func number(ofUnion patterns: [PatternNumber]) -> PatternNumber? {
    guard let first = patterns.first else { return nil }
    if first.rawValue < Sighting.codeCount, patterns.allSatisfy({ $0 == first }) { return first }
    return remembered(\.unions, patterns) { SightingPattern(union: $0) }
  }

  private func remembered(
    _ memory: ReferenceWritableKeyPath<PatternNumbers, [[PatternNumber]: PatternNumber]>, _ patterns: [PatternNumber],
    _ combine: ([SightingPattern]) -> SightingPattern?
  ) -> PatternNumber? {
    let sorted = patterns.sorted()
    if let number = self[keyPath: memory][sorted] { return number }
    guard let pattern = combine(sorted.map { self[$0] }) else { return nil }
    let number = number(of: pattern)
    if self[keyPath: memory].count == PatternNumbers.capacity { self[keyPath: memory] = [:] }
    self[keyPath: memory][sorted] = number
    return number
  }
}
