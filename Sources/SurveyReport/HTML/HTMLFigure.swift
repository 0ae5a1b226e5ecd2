/// A chart of a page: the drawing itself, its number, and what it shows in words for those who can't see it.
struct HTMLFigure {
  /// The chart: wide for screens that have the room and for paper, narrow for telephones.
  let figure: Figure
  /// The number of the figure.
  let number: Int
  /// The same as a table; `nil` where that stands right beside the figure.
  let data: HTMLTable?

  /// The id of the figure.
  static func id(_ number: Int) -> String { "figure-\(number)" }

  /// The source. Where the table stands beside the figure there is nothing to unfold: the drawing itself has its finding
  /// in words, for those who can't see it.
  var source: String {
    let label = "Figure \(number)"
    return """
      <figure id="\(HTMLFigure.id(number))">
      <div class="wide">
      \(figure.wide.svg)</div>
      <div class="narrow">
      \(figure.narrow.svg)</div>
      <figcaption>\(label). \(HTMLText.escape(figure.wide.caption.title))</figcaption>
      </figure>
      """ + (data.map { folded($0, label) } ?? "")
  }

  private func folded(_ data: HTMLTable, _ label: String) -> String {
    """

    <details>
    <summary>\(label) in words and numbers</summary>
    <p>\(HTMLText.escape(figure.wide.finding))</p>
    \(data.source)
    </details>
    """
  }
}
