/// A part of a report: what every format has a form for.
enum Block: ExpressibleByStringInterpolation {
  /// A heading; the report's own is of level 1.
  case heading(Int, Prose)
  /// A paragraph.
  case paragraph(Prose)
  /// A list without an order.
  case bullets([Prose])
  /// A list with numbers from 1.
  case numbered([Prose])
  /// A table.
  case table(Table)
  /// A chart.
  case chart(Figure)
  /// What nobody may miss, set apart.
  case notice(title: Prose, Prose)

  /// The chart that it is; `nil` for any other block.
  var figure: Figure? {
    switch self {
    case .chart(let figure): figure
    case .heading, .paragraph, .bullets, .numbered, .table, .notice: nil
    }
  }

  /// A paragraph of markup.
  init(stringLiteral value: String) { self = .paragraph(Prose(stringLiteral: value)) }

  /// A paragraph of markup with text in it.
  init(stringInterpolation: Prose.Interpolation) {
    self = .paragraph(Prose(stringInterpolation: stringInterpolation))
  }
}
