/// Domains, each with every name below it.
public struct DomainSuffixes: Sendable {
  private let names: Set<String>

  /// No domain.
  public static let empty = DomainSuffixes([])

  /// The given domains and all below them.
  public init(_ names: [DomainName]) { self.names = Set(names.map(\.text)) }

  /// Whether there is none.
  public var isEmpty: Bool { names.isEmpty }

  /// Whether a name is one of the domains or below one.
  public func contains(_ name: DomainName) -> Bool {
    guard !names.isEmpty else { return false }
    var rest = name.text[...]
    while true {
      if names.contains(String(rest)) { return true }
      guard let dot = rest.firstIndex(of: ".") else { return false }
      rest = rest[rest.index(after: dot)...]
    }
  }
}
