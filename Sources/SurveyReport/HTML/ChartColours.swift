/// What the colours of charts become on a dark page.
///
/// Charts carry their colours as attributes, so that they are the same beside Markdown; style sheets go before
/// attributes. What stands on paper is turned with it (`Palette.onPaper`); hues, and text on them, stay. Every text has a
/// contrast of 4.5 to what it stands on, every shape or its outline 3 to the paper (WCAG 2.2, 1.4.3 and 1.4.11):
/// `PaletteTests` and `ChartColoursTests` compute it, `Scripts/check-page` looks at the drawings.
enum ChartColours {
  /// The paper of a dark page.
  static let paper = "#14171a"
  /// The ink on it.
  static let ink = "#e6e6e6"
  /// The ink of what matters less.
  static let paleInk = "#b4bcc4"

  /// Every colour that is turned, and what it becomes.
  static let turned: [(light: String, dark: String)] = [
    (Palette.ink, ink), (Palette.paleInk, paleInk), (Palette.grid, "#3a4047"), (Palette.leader, "#8a9199"),
    (Palette.paper, paper),
  ]

  /// The rules of a style sheet.
  static let rules: [String] = turned.flatMap { light, dark in
    ["fill", "stroke"].map { "svg [\($0)=\"\(light)\"] { \($0): \(dark); }" }
  }
}
