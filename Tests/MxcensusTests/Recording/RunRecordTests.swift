import Foundation
import SurveyCore
import SurveyReport
import Testing

@testable import SurveyStore
@testable import mxcensus

@Suite struct RunRecordTests {
  private static let wave = WaveCounts(
    state: .finished, waveDate: "2026-11-01", isSynthetic: false, domains: 3, hosts: 2, addresses: 2, probes: 2,
    listSHA256: String(repeating: "0a", count: 32),
    lists: [WaveCounts.List(name: "a \"list\".csv", weighting: "rank", lines: 4, entries: 3, rejectedLines: 1)],
    domainsByStatus: [.mx: 2, .null: 1], hostsByOutcome: [.tls: 2], probesByOutcome: [.tls: 1, .unreachable: 1])

  private static func record(
    _ ending: RunRecord.Ending = .finished, label: String = "2026-11", wave: WaveCounts? = wave
  ) -> RunRecord {
    RunRecord(
      label: label, database: "survey.db", startedAt: Instant(epoch: 1_790_000_000),
      finishedAt: Instant(epoch: 1_790_000_012), duration: .milliseconds(12_500), ending: ending,
      settings: ["rate": "50.0", "ehlo": "survey.example.org"], versions: ["mxcensus": "0.1.0"], wave: wave,
      lastFinish: Instant(epoch: 1_790_000_012))
  }

  @Test func figuresAreWhatPrometheusReads() {
    let metrics = Self.record().metrics
    for line in [
      "# HELP mxcensus_scan_success Whether the last run left its wave finished (1) or ended before (0).",
      "# TYPE mxcensus_scan_success gauge", "mxcensus_scan_success 1", "mxcensus_scan_exit_status 0",
      "mxcensus_scan_duration_seconds 12.5", "mxcensus_scan_last_run_timestamp_seconds 1790000012",
      "mxcensus_scan_last_success_timestamp_seconds 1790000012",
      "mxcensus_wave_info{wave=\"2026-11\",state=\"finished\",laboratory=\"0\",version=\"0.1.0\"} 1",
      "mxcensus_wave_domains{wave=\"2026-11\",mx_status=\"mx\"} 2",
      "mxcensus_wave_domains{wave=\"2026-11\",mx_status=\"servfail\"} 0",
      "mxcensus_wave_mx_hosts{wave=\"2026-11\",outcome=\"tls\"} 2",
      "mxcensus_wave_probes{wave=\"2026-11\",outcome=\"unreachable\"} 1",
    ] {
      #expect(metrics.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
  }

  @Test(arguments: [
    record(), record(.failed(status: 75, message: "x")), record(wave: nil), record(label: "a\"b\\c\nd\u{e9}"),
  ])
  func everyLineIsInOrder(record: RunRecord) throws {
    try PrometheusText.check(record.metrics)
  }

  @Test func theCheckFindsWhatIsWrong() {
    for text in [
      "a 1\n", "# TYPE a gauge\na 1\n", "# HELP a x\na 1\n", "# HELP a x\n# TYPE a gauge\n",
      "# HELP a x\n# TYPE a gauge\na 1", "# HELP a x\n# TYPE a gauge\na{b=\"\"c\"} 1\n",
      "# HELP a x\n# TYPE a gauge\na 1 1790000000\n", "# HELP a x\n# TYPE a gauge\na 1\na 1\n",
      "# HELP a x\n# TYPE a gauge\na one\n", "# HELP a x\n# TYPE a gauge\nb 1\n",
    ] {
      #expect(throws: (any Error).self, "\(text)") { try PrometheusText.check(text) }
    }
  }

  @Test func aFailureIsNoSuccess() {
    let metrics = Self.record(.failed(status: 74, message: "full")).metrics
    #expect(metrics.contains("\nmxcensus_scan_success 0\n"))
    #expect(metrics.contains("\nmxcensus_scan_exit_status 74\n"))
  }

  @Test func everyRecordFollowsTheSchema() throws {
    var unfinished = Self.wave
    (unfinished.state, unfinished.listSHA256, unfinished.domainsByStatus) = (.interrupted, nil, [:])
    let records = [
      Self.record(), Self.record(.failed(status: 75, message: "x\n\"")), Self.record(wave: nil),
      Self.record(.failed(status: 130, message: "stopped by a signal"), wave: unfinished),
    ]
    for record in records { #expect(try RunSchema.finding(record.json.line) == "valid") }
    let good = Self.record().json.line
    for (old, new) in [
      ("\"schema\":", "\"more\":1,\"schema\":"), ("\"seconds\":12.5", "\"seconds\":-1"),
      ("\"ending\":\"finished\"", "\"ending\":\"done\""),
      ("\"probes\":2", "\"probes\":-2"), ("\"label\":\"2026-11\",", ""),
      ("\"weighting\":\"rank\"", "\"weighting\":\"heavy\""),
    ] {
      #expect(good.contains(old))
      #expect(try RunSchema.finding(good.replacingOccurrences(of: old, with: new)) != "valid", "\(new)")
    }
  }
}

/// Checks a text of Prometheus' exposition format as `promtool check metrics` reads it.
enum PrometheusText {
  struct Fault: Error { let line: Substring }

  static func check(_ text: String) throws {
    guard text.hasSuffix("\n") else { throw Fault(line: "the end") }
    var family: Substring?
    var isTyped = false
    var samples = 0
    var seen: Set<Substring> = []
    for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
      if let match = line.wholeMatch(of: /# HELP ([a-z_]+) .+/) {
        guard family == nil || samples > 0, seen.insert(match.1).inserted else { throw Fault(line: line) }
        (family, isTyped, samples) = (match.1, false, 0)
      } else if let match = line.wholeMatch(of: /# TYPE ([a-z_]+) gauge/) {
        guard match.1 == family, !isTyped else { throw Fault(line: line) }
        isTyped = true
      } else {
        let label = /[a-z_]+="(?:[^"\\\n]|\\["\\n])*"/
        let sample = /([a-z_]+)(\{[^\n]*\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?)/
        guard let match = line.wholeMatch(of: sample), match.1 == family, isTyped else { throw Fault(line: line) }
        var labels = (match.2 ?? "{}").dropFirst().dropLast()
        while let found = labels.prefixMatch(of: label) {
          labels = labels[found.range.upperBound...]
          if labels.first == "," { labels.removeFirst() }
        }
        guard labels.isEmpty, Double(match.3) != nil,
          seen.insert("\(match.1)\(match.2 ?? "")").inserted || match.2 == nil
        else { throw Fault(line: line) }
        samples += 1
        if match.2 == nil, samples > 1 { throw Fault(line: line) }
      }
    }
    guard samples > 0 else { throw Fault(line: "the last family") }
  }
}

/// The schema of the record, by Debian's python3-jsonschema: a validator that is not ours.
enum RunSchema {
  static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/mxcensus/Recording/run.schema.json").standardized.path

  private static let validator = """
    import json, sys
    from jsonschema import Draft202012Validator

    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    error = next(Draft202012Validator(schema).iter_errors(json.load(sys.stdin)), None)
    print("valid" if error is None else error.message[:300])
    """

  /// `valid`, or where a document first fails.
  static func finding(_ document: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", validator, path]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(document.utf8))
    try input.fileHandleForWriting.close()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "apt-get install python3-jsonschema")
    return text.trimmingCharacters(in: .newlines)
  }
}
