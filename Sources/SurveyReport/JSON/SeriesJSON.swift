import SurveyCore

/// `report.json`: everything that a report tells, for programs.
///
/// Members are called like the columns of the database's views: `trend` holds rows of `v_trend`, `senders` of `v_sender`.
/// `report.schema.json`, beside this file, says what each is; absent values are `null`, no member is ever left out.
struct SeriesJSON {
  let series: SurveySeries
  let units: [TrendUnit]

  /// What the file is: the `$id` of its schema. A member more, or another meaning of one, is another number.
  static let schema = "urn:mxcensus:report:2"

  /// The file.
  var text: String { value.tabular + "\n" }

  private var value: JSONValue {
    [
      "schema": .string(SeriesJSON.schema),
      "laboratory": .bool(series.waves.areLaboratory),
      "caveat": .string(Caveat.full),
      "units": .array(
        units.map { ["unit": .string($0.rawValue), "definition": .string($0.definition)] }),
      "bases": .array(
        Base.allCases.map { ["base": .string($0.rawValue), "definition": .string($0.definition)] }),
      "metrics": .array(
        Metric.all.map { ["metric": .string($0.word), "definition": .string($0.definition)] }),
      "waves": .array(series.waves.map { WaveJSON(wave: $0).value }), "gaps": gaps,
      "trend": .array(series.waves.flatMap(trend)),
      "senders": .array(series.waves.flatMap { WaveJSON(wave: $0).senders }),
      "breakdown": .array(series.waves.flatMap { WaveJSON(wave: $0).breakdown }),
      "changes": .array(series.changes.map { ChangeJSON(change: $0).value }),
      "overall": series.overall.map { ChangeJSON(change: $0).value } ?? .null,
      "panel": series.panel.map(panel) ?? .null,
      "concentration": .array(series.concentration.map(curve)),
    ]
  }

  private var gaps: JSONValue {
    [
      "unfinished": .array(
        series.unfinished.map { wave in
          [
            "label": .string(wave.label), "wave_date": .string(wave.waveDate), "state": .string(wave.state.rawValue),
          ]
        }),
      "months_without_wave": .array(
        SeriesGaps(waves: series.waves, unfinished: series.unfinished).monthsWithoutWave.map(JSONValue.string)),
    ]
  }

  private func trend(_ wave: WaveSummary) -> [JSONValue] {
    TrendTable(waves: [wave], units: units).points(of: wave).map { point in
      [
        "label": .string(wave.label), "wave_date": .string(wave.waveDate), "epoch": .integer(wave.dateInstant.epoch),
        "unit": .string(point.unit.rawValue), "metric": .string(point.metric.word),
        "base": .string(point.base.rawValue), "numerator": JSONValue(point.numerator),
        "denominator": JSONValue(point.denominator), "percent": JSONValue(point.percent),
        "low": JSONValue(point.interval.bounds?.lowerBound), "high": JSONValue(point.interval.bounds?.upperBound),
        "interval": .string(point.interval.word), "silent": JSONValue(point.silent),
        "worst": JSONValue(point.worstCase?.lowerBound), "best": JSONValue(point.worstCase?.upperBound),
      ]
    }
  }

  private func panel(_ panel: Panel) -> JSONValue {
    [
      "domains": JSONValue(panel.domains),
      "points": .array(
        panel.points.map { point in
          .object(
            [
              .init("label", .string(point.label)), .init("weighting", .string(point.weighting.rawValue)),
              .init("metric", .string(point.metric.word)),
            ] + point.ratio.members)
        }),
    ]
  }

  private func curve(_ curve: ConcentrationCurve) -> JSONValue {
    [
      "unit": .string(curve.unit.rawValue), "metric": .string(curve.metric.word), "without": JSONValue(curve.without),
      "points": .array(
        zip(series.waves, curve.ratios).map { wave, ratio in
          .object([.init("label", .string(wave.label))] + ratio.members)
        }),
    ]
  }
}

extension Ratio {
  /// `numerator`, `denominator` and `percent`, as the views have them.
  var members: [JSONValue.Member] {
    [
      .init("numerator", JSONValue(numerator)), .init("denominator", JSONValue(denominator)),
      .init("percent", JSONValue(share.map { $0 * 100 })),
    ]
  }

  /// An object of these.
  var json: JSONValue { .object(members) }
}
