/// A public view.
public struct PublicView: Hashable, Sendable {
  /// Its name; views begin with `v_`.
  public let name: String
  /// What a row stands for.
  public let row: String
  /// Its columns, in order.
  public let columns: [PublicColumn]
  /// Whether its figures belong to a judgement. Then the view shows the judgement `as-observed`, and a twin with `_all`
  /// behind its name every one.
  public let isJudged: Bool

  init(_ name: String, row: String, isJudged: Bool = true, _ columns: [PublicColumn]) {
    self.name = name
    self.row = row
    self.columns = columns
    self.isJudged = isJudged
  }

  /// The names of the view and its twin.
  public var names: [String] { isJudged ? [name, name + "_all"] : [name] }
}
