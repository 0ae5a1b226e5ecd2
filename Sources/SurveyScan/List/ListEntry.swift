public import SurveyCore

/// One usable line of a list.
public struct ListEntry: Hashable, Sendable {
  /// The name in canonical form.
  public let name: DomainName
  /// What the line says of it.
  public let measure: ListMeasure
  /// Line number, from 1.
  public let line: Int
}
