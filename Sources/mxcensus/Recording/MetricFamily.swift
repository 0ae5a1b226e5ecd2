/// A family of gauges in the text format of Prometheus.
///
/// ```
/// # HELP mxcensus_wave_domains Domains of the wave by MX status.
/// # TYPE mxcensus_wave_domains gauge
/// mxcensus_wave_domains{wave="2026-11",mx_status="mx"} 1234
/// ```
struct MetricFamily {
  /// One value and what it is of.
  struct Sample {
    var labels: [(name: String, value: String)] = []
    var value: Double
  }

  let name: String
  let help: String
  var samples: [Sample]

  init(_ name: String, _ help: String, _ samples: [Sample]) {
    self.name = name
    self.help = help
    self.samples = samples
  }

  /// A family of one value.
  init(_ name: String, _ help: String, _ value: Double) { self.init(name, help, [Sample(value: value)]) }

  /// Its lines; none without a sample.
  var text: String {
    guard !samples.isEmpty else { return "" }
    let head = "# HELP \(name) \(MetricFamily.escaped(help, quotes: false))\n# TYPE \(name) gauge\n"
    return head
      + samples.map { sample in
        let labels = sample.labels.map { "\($0.name)=\"\(MetricFamily.escaped($0.value, quotes: true))\"" }
        return
          "\(name)\(labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") \(MetricFamily.number(sample.value))\n"
      }.joined()
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    let text = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    return quotes ? text.replacing("\"", with: "\\\"") : text
  }

  /// Whole numbers without a point, others as short as they read back.
  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }
}
