public import SurveyCore

/// How a domain list is laid out.
public enum ListFormat: String, Hashable, Sendable, CaseIterable {
  /// A name a line.
  case lines
  /// A rank and a name, as Tranco and Umbrella have them; further columns are ignored.
  case rankDomain = "rank,domain"
  /// A name and a weight; further columns are ignored.
  case domainWeight = "domain,weight"
}

/// What a list says of a name beside the name.
public enum ListMeasure: Hashable, Sendable {
  /// Nothing.
  case none
  /// Its place, from 1.
  case rank(UInt64)
  /// Its weight: finite, above 0 and at most `maximumWeight`.
  case weight(Double)

  /// The largest weight of a line; the sum over any list stays exact enough.
  public static let maximumWeight = 1e12
}

/// One usable line of a list.
public struct ListEntry: Hashable, Sendable {
  /// The name in canonical form.
  public let name: DomainName
  /// What the line says of it.
  public let measure: ListMeasure
  /// Line number, from 1.
  public let line: Int
}
