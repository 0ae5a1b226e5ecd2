import SurveyCore

extension [WaveSummary] {
  /// The first wave and the newest, as many as there is room for.
  func ends(limit: Int) -> [WaveSummary] {
    guard count > limit, let first else { return self }
    return [first] + suffix(limit - 1)
  }

  /// Whether any wave is of a laboratory.
  var areLaboratory: Bool { contains(where: \.isSynthetic) }
}

extension WaveSummary {
  /// Midnight UTC of the nominal date, or of the day on which the wave began where that date is none.
  var dateInstant: Instant {
    Instant(iso8601: waveDate) ?? Instant(iso8601: startedAt.date) ?? startedAt
  }

  /// How many domains were listed, whatever their MX status.
  var domainCount: Int { domains.values.reduce(0, +) }

  /// How many MX hosts they have, those without an address included.
  var hostCount: Int { hosts.values.reduce(0, +) + hostsWithoutAddress.values.reduce(0, +) }
}
