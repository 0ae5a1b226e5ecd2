/// The interface of a survey's database: its views, told once. Tests hold the database to it, `mxcensus schema` prints it, and
/// every database has it as comments in its own schema.
public enum PublicSchema {
  /// The views, the most general first.
  public static let views: [PublicView] = waves + results + observations + figures + changes

  /// Columns that most views begin with.
  static let wave = [
    PublicColumn("label", .text, "The wave's name."),
    PublicColumn("wave_date", .text, "The wave's nominal date, YYYY-MM-DD."),
  ]

  static let judgement = PublicColumn(
    "judgement", .text,
    "The judgement's name; in the view without _all always as-observed, or NULL where none is made yet.")
}
