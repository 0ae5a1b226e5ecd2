import SurveyCore

/// One published figure.
struct PublishedMark: Hashable {
  /// Who published it, and of what.
  let label: String
  /// Of when it is.
  let date: Instant
  /// 0–100.
  let percent: Double

  /// As it was published: a decimal only where it has one.
  var percentText: String { NumberText.fixed(percent, decimals: percent == percent.rounded() ? 0 : 1) + " %" }
}

/// Published figures of one definition and our nearest metric.
struct PublishedGroup {
  /// What our line shows, and of what.
  let metric: Metric
  let base: Base
  /// What others published of the same unit.
  let marks: [PublishedMark]
}

/// Our figures as lines beside published ones as numbered marks: one unit, one axis.
struct PublishedDots {
  let waves: [WaveSummary]
  let unit: TrendUnit
  /// At most as many as there are line styles.
  let groups: [PublishedGroup]
  /// What tells several charts of a unit apart, in the name of the file; nothing for the first.
  var suffix: String = ""

  /// Charts of a unit: one where its groups can be told apart in one, else more; none without marks.
  static func figures(waves: [WaveSummary], unit: TrendUnit, groups: [PublishedGroup]) -> [Figure] {
    let marked = groups.filter { !$0.marks.isEmpty }
    let most = 4
    return stride(from: 0, to: marked.count, by: most).map { start in
      PublishedDots(
        waves: waves, unit: unit, groups: Array(marked[start..<min(start + most, marked.count)]),
        suffix: start == 0 ? "" : "-\(start / most + 1)"
      ).figure
    }
  }

  /// The chart in both layouts.
  var figure: Figure { Figure(chart) }

  /// A mark with its number in plot and list.
  private struct Numbered {
    let number: String
    let mark: PublishedMark
    let style: LineStyle
  }

  private var numbered: [Numbered] {
    let styled = zip(groups, LineStyle.all).flatMap { group, style in group.marks.map { ($0, style) } }
    return styled.enumerated().map { Numbered(number: "\($0.offset + 1)", mark: $0.element.0, style: $0.element.1) }
  }

  private func counted(_ base: Base) -> String {
    switch base {
    case .reachable: " reachable"
    case .tls: " with TLS"
    }
  }

  func chart(_ layout: Layout) -> Chart {
    let lines = zip(groups, LineStyle.all).compactMap { group, style in
      PlottedLine(
        group.metric, style: style, waves: waves, unit: unit, base: group.base, counted: counted(group.base))
    }
    let marks = numbered
    let ours = groups.map { group -> String in
      let share = Share(waves.last?.point(group.metric, unit: unit, base: group.base))
      return "\(group.metric.title) of those\(counted(group.base)) \(share?.text ?? "no value")"
    }
    let published = marks.map { "\($0.mark.label.visible) (\($0.mark.date.date)) \($0.mark.percentText)" }
    let units = unit.title
    let caption = Caption(
      layout, name: "published-\(unit.fileWord)\(suffix)", title: "This survey's \(units) beside published figures",
      subtitle: "In percent; lines are this survey, numbered marks of the same shape are what others published of the "
        + "same unit, named below" + lines.intervalNote,
      finding: Finding.text(
        "Of \(units), this survey in wave \(waves.last?.label ?? "none"): \(ours.joined(separator: "; ")). Published: "
          + published.joined(separator: "; "), waves: waves),
      isLaboratory: waves.areLaboratory)
    let plot = LinePlot(
      lines: lines, left: layout.left, right: layout.right, top: caption.drawingTop,
      labels: .below, least: layout == .wide ? 280 : 220, further: marks.map(\.mark.date), ticks: .years)
    var drawing = plot.drawing
    drawing.append(flags(marks, plot: plot))
    drawing.append(list(marks, layout: layout, top: drawing.bottom + 8))
    return Chart(caption: caption, drawing: drawing)
  }

  /// The marks in the plot, each with its number.
  private func flags(_ marks: [Numbered], plot: LinePlot) -> Drawing {
    var drawing = Drawing(top: plot.axes.plot.y)
    let points = marks.map { plot.axes.point($0.mark.date, min(100, max(0, $0.mark.percent))) }
    let occupied = (points + plot.lines.flatMap(plot.marks)).map {
      Box(x: $0.x - 7, y: $0.y - 7, width: 14, height: 14)
    }
    var places = FreePlace(area: plot.axes.plot, taken: occupied)
    for (item, point) in zip(marks, points) {
      let width = PlacedText.width(item.number, size: 11, isBold: true) + 2
      if let box = places.take(width: width, height: 12, near: point) {
        let centre = Point(x: box.x + box.width / 2, y: box.y + box.height / 2)
        let away = max(abs(centre.x - point.x), abs(centre.y - point.y))
        if away > 18 { drawing.shapes.append(.line([point, centre], stroke: Palette.leader, width: 1)) }
        drawing.texts.append(
          PlacedText(item.number, x: centre.x, y: box.y + 10, size: 11, anchor: .middle, isBold: true))
      }
    }
    drawing.shapes += zip(marks, points).map { $0.style.published(at: $1) }
    return drawing
  }

  /// Number, mark, percentage, date and source, a row each.
  private func list(_ marks: [Numbered], layout: Layout, top: Double) -> Drawing {
    var drawing = Drawing(top: top)
    for item in marks {
      let y = drawing.bottom + 14
      drawing.texts.append(
        PlacedText(item.number, x: layout.left + 18, y: y, size: 11, anchor: .end, isBold: true))
      drawing.shapes.append(item.style.published(at: Point(x: layout.left + 31, y: y - 4)))
      let x = layout.left + 46
      let lines = PlacedText.wrapped(
        "\(item.mark.percentText), \(item.mark.date.date), \(item.mark.label)", width: layout.right - x,
        size: 12, atMost: 3)
      drawing.texts += lines.enumerated().map { row, line in PlacedText(line, x: x, y: y + Double(row) * 15) }
      drawing.bottom = y + Double(max(0, lines.count - 1)) * 15 + 5
    }
    drawing.bottom += 6
    return drawing
  }
}

extension LineStyle {
  /// The mark of someone else's figure: the line's own, with a rim of ink.
  fileprivate func published(at point: Point) -> SVGElement {
    let mark = mark(at: point)
    return SVGElement(
      mark.name, mark.attributes.map { $0.name == "stroke" ? ($0.name, Palette.ink) : $0 }, mark.content)
  }
}
