import SurveyCore

/// One line of a line chart with its label.
struct PlottedLine {
  /// A point of it.
  struct Value {
    /// 0–100.
    var percent: Double
    /// The interval at 95 %, in percent; `nil` where there is none.
    var bounds: ClosedRange<Double>?

    /// A figure without an interval.
    init(percent: Double) { self.percent = percent }

    /// A figure without an interval; `nil` of nothing.
    init?(_ ratio: Ratio?) {
      guard let share = ratio?.share else { return nil }
      percent = share * 100
    }

    /// A point of the trend; `nil` where nothing is in its base.
    init?(_ point: TrendPoint?) {
      guard let point, let percent = point.percent else { return nil }
      self.percent = percent
      bounds = point.interval.bounds
    }
  }

  /// What the line is.
  let title: String
  let style: LineStyle
  let dates: [Instant]
  /// One value a date; `nil` is a gap.
  let values: [Value?]
  /// Its title and its last percentage.
  let head: String
  /// Numerator and denominator, and what else belongs to the last value.
  let detail: String
  /// The last value and its place.
  let last: (date: Instant, value: Value)

  /// A line with its label.
  init(
    title: String, style: LineStyle, dates: [Instant], values: [Value?], head: String, detail: String,
    last: (date: Instant, value: Value)
  ) {
    self.title = title
    self.style = style
    self.dates = dates
    self.values = values
    self.head = head
    self.detail = detail
    self.last = last
  }

  /// A line; `nil` where it has no value at all.
  /// - Parameters:
  ///   - ratios: the numbers behind the values.
  ///   - counted: what the denominator counts, where that is not said elsewhere.
  init?(
    _ title: String, style: LineStyle, waves: [WaveSummary], values: [Value?], ratios: [Ratio?], counted: String = ""
  ) {
    guard let place = values.lastIndex(where: { $0 != nil }), let value = values[place], let ratio = ratios[place],
      let share = Share(numerator: ratio.numerator, denominator: ratio.denominator)
    else { return nil }
    self.title = title
    self.style = style
    dates = waves.map(\.dateInstant)
    self.values = values
    last = (dates[place], value)
    head = "\(title) \(share.percentText)"
    let when = place == waves.count - 1 ? "" : " on \(dates[place].date)"
    let interval = value.bounds.map { bounds in
      let ends = [bounds.lowerBound, bounds.upperBound].map { NumberText.fixed($0, decimals: 1) }
      return "; 95 %: \(ends[0])–\(ends[1]) %"
    }
    detail = share.fraction + counted + when + (interval ?? "")
  }

  /// The line of a metric through the points of the waves.
  init?(
    _ metric: Metric, title: String? = nil, style: LineStyle? = nil, waves: [WaveSummary], unit: TrendUnit, base: Base,
    counted: String = ""
  ) {
    let points = waves.map { $0.point(metric, unit: unit, base: base) }
    self.init(
      title ?? metric.title, style: style ?? metric.lineStyle, waves: waves, values: points.map { Value($0) },
      ratios: points.map { $0?.ratio }, counted: counted)
  }

  /// Whether any value has an interval.
  var hasInterval: Bool { values.contains { $0?.bounds != nil } }

  /// The stretches without a gap.
  var runs: [[(date: Instant, value: Value)]] {
    zip(dates, values).map { date, value in value.map { (date: date, value: $0) } }
      .split { $0 == nil }.map { $0.compactMap(\.self) }
  }
}
