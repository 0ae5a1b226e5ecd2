import SurveyCore

/// Protocol versions, key exchange and forward secrecy of the hosts with TLS.
struct ProtocolsSection {
  let waves: [WaveSummary]
  let units: [TrendUnit]
  let newest: WaveSummary

  private var shown: [WaveSummary] { waves.ends(limit: ClassesSection.columns) }

  /// The section; nothing where none of it was counted.
  var blocks: [Block] {
    let topics: [(BreakdownTopic, Prose, Prose)] = [
      (.tlsVersion, "TLS versions", "Version"), (.keyExchangeGroup, "Key-exchange groups", "Group"),
      (.keyType, "Keys of leaf certificates", "Key"),
    ]
    let tables = topics.flatMap { topic, title, column -> [Block] in
      guard let table = BreakdownTable(topic: topic, waves: waves, limit: 15).table(column) else { return [] }
      return [.heading(3, title), "Of the MX hosts that completed a handshake.", .table(table)]
    }
    let parts = secrecy + tables + LooksSection(newest: newest).blocks
    return parts.isEmpty ? [] : [.heading(2, "Protocol versions and forward secrecy")] + parts
  }

  private var secrecy: [Block] {
    let metrics: [Metric] = [.forwardSecrecy, .strictForwardSecrecy, .tls13, .postQuantumGroup, .legacyOnly]
    let counted = [TrendUnit.mxHost, .domainWeighted].filter { unit in
      units.contains(unit) && shown.contains { $0.points.contains { $0.unit == unit && $0.base == .tls } }
    }
    guard !counted.isEmpty else { return [] }
    var table = Table(["Of", "Figure"] + shown.map { "\($0.label)" }, leftColumns: 2)
    for unit in counted {
      for metric in metrics {
        table.append(
          ["\(unit.title(in: .tls))", "\(metric.title)"] + shown.map { $0.cell(metric, unit, .tls) })
      }
    }
    return [
      """
      Forward secrecy is what Facebook counted in 2014; under TLS 1.3 there is nothing else, so the figure tells less with \
      every year.
      """,
      .table(table),
    ]
  }
}
