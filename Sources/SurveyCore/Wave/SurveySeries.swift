/// Everything that a report tells: finished waves and what lies between them.
public struct SurveySeries: Hashable, Sendable {
  /// The waves, oldest first.
  public var waves: [WaveSummary]
  /// Waves among these that were begun and not finished, oldest first.
  public var unfinished: [UnfinishedWave]
  /// From each wave to the next.
  public var changes: [WaveChange]
  /// From the first wave to the last, decomposed; `nil` for a single wave.
  public var overall: WaveChange?
  /// The domains that are in every wave; `nil` for a single wave.
  public var panel: Panel?
  /// Figures without the operators that weigh most.
  public var concentration: [ConcentrationCurve]

  /// A series.
  public init(
    waves: [WaveSummary], unfinished: [UnfinishedWave] = [], changes: [WaveChange] = [], overall: WaveChange? = nil,
    panel: Panel? = nil, concentration: [ConcentrationCurve] = []
  ) {
    self.waves = waves
    self.unfinished = unfinished
    self.changes = changes
    self.overall = overall
    self.panel = panel
    self.concentration = concentration
  }
}

/// The domains that are listed in every wave of a series, by expected delivery: what moved without the lists moving.
public struct Panel: Hashable, Sendable {
  /// How many domains.
  public var domains: Int
  /// One for each wave, weighting and metric that is told, in base `reachable`.
  public var points: [Point]

  /// How the panel's domains weigh.
  public enum Weighting: String, Sendable, Hashable, CaseIterable {
    /// Every domain 1.
    case each
    /// As the wave's own first list has it.
    case current
    /// As the first wave's first list has it, in every wave (Laspeyres).
    case fixed
  }

  /// One figure of one wave.
  public struct Point: Hashable, Sendable {
    /// The wave.
    public var label: String
    /// How domains weigh.
    public var weighting: Weighting
    /// What is counted.
    public var metric: Metric
    /// The figure.
    public var ratio: Ratio

    /// A point.
    public init(label: String, weighting: Weighting, metric: Metric, ratio: Ratio) {
      self.label = label
      self.weighting = weighting
      self.metric = metric
      self.ratio = ratio
    }
  }

  /// A panel.
  public init(domains: Int, points: [Point]) {
    self.domains = domains
    self.points = points
  }
}

/// A figure over the waves without the operators that weigh most in the newest one: how much of a trend is a few
/// providers'.
public struct ConcentrationCurve: Hashable, Sendable {
  /// What is counted once.
  public var unit: TrendUnit
  /// What is counted.
  public var metric: Metric
  /// How many operators are left out; 0 leaves out none.
  public var without: Int
  /// One for each wave, in base `reachable`.
  public var ratios: [Ratio]

  /// What is left out in turn.
  public static let steps = [0, 1, 2, 5, 10, 50]

  /// A curve.
  public init(unit: TrendUnit, metric: Metric, without: Int, ratios: [Ratio]) {
    self.unit = unit
    self.metric = metric
    self.without = without
    self.ratios = ratios
  }
}
