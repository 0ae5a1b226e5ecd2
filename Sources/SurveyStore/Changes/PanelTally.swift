internal import SurveyCore

/// The domains that count in the trend of every wave: a sum for each wave, weighting and kind of shares.
struct PanelTally {
  private let waves: [JudgedWave]
  private let profiles: ShareProfiles
  private var domains = 0
  /// By wave, then by number of the shares.
  private var groups: [[Int: Group]]

  private struct Group {
    var domains = 0
    var current = ExactSum()
    var fixed = ExactSum()

    mutating func add(current: Double, fixed: Double) {
      domains += 1
      self.current.add(current)
      self.fixed.add(fixed)
    }
  }

  init(waves: [JudgedWave], profiles: ShareProfiles) {
    self.waves = waves
    self.profiles = profiles
    groups = Array(repeating: [:], count: waves.count)
  }

  /// Whether a domain is of the panel.
  func has(_ listings: [DomainListing?]) -> Bool {
    listings.prefix(waves.count).allSatisfy { $0?.isInTrend ?? false }
  }

  /// Adds a domain of the panel; the waves of the panel come first among those that are walked.
  mutating func add(_ listings: [DomainListing?], _ found: [DomainState]) {
    domains += 1
    for place in waves.indices where found[place].profile != ShareProfiles.none {
      groups[place][found[place].profile, default: Group()]
        .add(current: listings[place]?.weight ?? 0, fixed: listings[0]?.weight ?? 0)
    }
  }

  var panel: Panel {
    var points: [Panel.Point] = []
    for (wave, groups) in zip(waves, groups) {
      for weighting in Panel.Weighting.allCases {
        var sums = RatioSums(metrics: ShareProfile.panelMetrics.count)
        for (number, group) in groups {
          let weight =
            switch weighting {
            case .each: Double(group.domains)
            case .current: group.current.value
            case .fixed: group.fixed.value
            }
          sums.add(ShareProfile.panelMetrics.map(profiles.profiles[number].share), weight: weight)
        }
        for (index, metric) in ShareProfile.panelMetrics.enumerated() {
          points.append(
            Panel.Point(label: wave.label, weighting: weighting, metric: metric, ratio: sums.ratio(index)))
        }
      }
    }
    return Panel(domains: domains, points: points)
  }
}
