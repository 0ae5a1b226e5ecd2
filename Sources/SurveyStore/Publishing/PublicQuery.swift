/// A question that many ask a survey's database, with the answer in SQL over public views.
public struct PublicQuery: Hashable, Sendable {
  /// Its name, as it stands in addresses.
  public let name: String
  /// The question in a few words.
  public let title: String
  /// How to read the answer, and what the parameters are.
  public let comment: String
  /// The names of its parameters, without the colon. One that is left empty, or not bound at all, has a value by default.
  public let parameters: [String]
  /// The query.
  public let sql: String

  init(_ name: String, _ title: String, comment: String, parameters: [String] = [], sql: String) {
    self.name = name
    self.title = title
    self.comment = comment
    self.parameters = parameters
    self.sql = sql
  }
}
