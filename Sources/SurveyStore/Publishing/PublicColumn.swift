/// A column of a public view.
public struct PublicColumn: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// What its values are, where they are not NULL.
  public let type: PublicType
  /// What it holds, and what NULL means.
  public let comment: String

  init(_ name: String, _ type: PublicType, _ comment: String) {
    self.name = name
    self.type = type
    self.comment = comment
  }
}

/// The type of a column, by SQLite's own names.
public enum PublicType: String, Hashable, Sendable {
  /// A text in UTF-8.
  case text = "TEXT"
  /// A whole number.
  case integer = "INTEGER"
  /// A floating-point number.
  case real = "REAL"
  /// Octets.
  case blob = "BLOB"
}
