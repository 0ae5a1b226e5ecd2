import SurveyCore

/// Hands names out a page at a time, as the database does.
actor NamePages {
  private var rest: ArraySlice<DomainName>

  init(_ names: [DomainName]) { rest = names[...] }

  /// The next names, or `nil` at the end.
  func next() -> [DomainName]? {
    guard !rest.isEmpty else { return nil }
    defer { rest = rest.dropFirst(NamePages.size) }
    return Array(rest.prefix(NamePages.size))
  }

  private static let size = 512
}
