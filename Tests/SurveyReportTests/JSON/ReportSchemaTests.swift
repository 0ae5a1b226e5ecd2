import Foundation
import SurveyCore
import Testing

@testable import SurveyReport

/// `report.json` against its schema, by Debian's python3-jsonschema: a validator that is not ours.
@Suite struct ReportSchemaTests {
  private static let schema = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Sources/SurveyReport/JSON/report.schema.json").standardized

  /// Writes a line a document: `valid` or where it first fails.
  private static let validator = """
    import json, sys
    from jsonschema import Draft202012Validator

    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for document in json.load(sys.stdin):
        error = next(validator.iter_errors(document), None)
        print("valid" if error is None else f"{list(error.absolute_path)}: {error.message}"[:300])
    """

  /// What the validator says of each document, in their order.
  private static func findings(_ documents: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", validator, schema.path]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let text = "[" + documents.joined(separator: ",") + "]"
    // The validator reads all before it writes, so neither pipe can fill while the other waits.
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "apt-get install python3-jsonschema")
    return String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func json(_ series: SurveySeries, units: [TrendUnit]? = nil) -> String {
    Report(series, units: units, formats: [.json]).files[0].content
  }

  private static func object(_ series: SurveySeries) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json(series).utf8)) as? [String: Any])
  }

  @Test func whatASeriesLacksIsNamed() throws {
    let waves = ["2026-01", "2026-02", "2026-03", "2026-06", "2026-07"].map {
      Fixtures.wave($0, $0 + "-01", points: [])
    }
    let unfinished = [
      UnfinishedWave(label: "spring", waveDate: "2026-04-03", state: .partial),
      UnfinishedWave(label: "2026-08", waveDate: "2026-08-01", state: .running),
    ]
    let series = SurveySeries(waves: waves, unfinished: unfinished)
    let gaps = try #require(ReportSchemaTests.object(series)["gaps"] as? [String: Any])
    #expect(gaps["months_without_wave"] as? [String] == ["2026-05"])
    #expect(
      gaps["unfinished"] as? [[String: String]] == [
        ["label": "spring", "wave_date": "2026-04-03", "state": "partial"],
        ["label": "2026-08", "wave_date": "2026-08-01", "state": "running"],
      ])
    #expect(try ReportSchemaTests.findings([ReportSchemaTests.json(series)]) == ["valid"])
  }

  @Test func transitionsHaveTheirIntervals() throws {
    let change = try #require((ReportSchemaTests.object(ChangeFixture.series)["changes"] as? [[String: Any]])?.first)
    let rows = try #require(change["transitions"] as? [[String: Any]])
    func row(_ from: String, _ to: String) throws -> [String: Any] {
      try #require(
        rows.first {
          $0["unit"] as? String == "mx_host" && $0["from_class"] as? String == from && $0["to_class"] as? String == to
        })
    }
    let stayed = try row("ca-verified", "ca-verified")
    #expect(stayed["interval"] as? String == "cluster")
    let bounds = try ["low", "percent", "high"].map { try #require(stayed[$0] as? Double) }
    #expect(bounds.map { ($0 * 10).rounded() / 10 } == [71.7, 76.7, 80.7])
    let lone = try row("dns-failed", "no-tls")
    #expect(lone["interval"] as? String == "none" && lone["low"] is NSNull && lone["percent"] as? Double == 100)
  }

  @Test func everyReportIsValid() throws {
    let series =
      [
        Fixtures.series, SurveySeries(waves: []), SurveySeries(waves: Fixtures.twoWaves),
        SurveySeries(waves: Fixtures.longSeries(12)),
      ] + Fixtures.hostileTexts.map { SurveySeries(waves: [Fixtures.hostile($0)]) }
      + Fixtures.hostileTexts.map(Fixtures.hostileSeries)
    let findings = try ReportSchemaTests.findings(
      series.map { ReportSchemaTests.json($0) } + [ReportSchemaTests.json(Fixtures.series, units: [.domain])])
    #expect(findings == Array(repeating: "valid", count: series.count + 1))
  }

  @Test func theSchemaForbidsWhatItDoesNotKnowAndMissesWhatIsLeftOut() throws {
    let document = ReportSchemaTests.json(Fixtures.series)
    let damages: [(String, String)] = [
      ("{\n", "{\"more\":1,"), ("{\"label\":", "{\"more\":1,\"label\":"), ("{\"unit\":", "{\"more\":1,\"unit\":"),
      ("{\"name\":", "{\"more\":1,\"name\":"), ("{\"rate\":", "{\"more\":1,\"rate\":"),
      ("{\"numerator\":", "{\"more\":1,\"numerator\":"), ("\"caveat\":", "\"caveats\":"),
      ("\"frame\": \"census\"", "\"frame\": \"guess\""), ("\"metric\":\"pfs\"", "\"metric\":\"fps\""),
      ("\"started_at\": \"2026", "\"started_at\": \"26"), ("\"denominator\":", "\"denominator\":-"),
    ]
    let damaged = try damages.map { old, new in
      let place = try #require(document.range(of: old), "\(old) is not in the report")
      return document.replacingCharacters(in: place, with: new)
    }
    let findings = try ReportSchemaTests.findings(damaged)
    #expect(findings.count == damages.count)
    for (finding, damage) in zip(findings, damages) { #expect(finding != "valid", "\(damage)") }
  }

  @Test func everyPropertyIsDescribedRequiredAndClosed() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: ReportSchemaTests.schema)) as? [String: Any])
    #expect(schema["$id"] as? String == SeriesJSON.schema)
    var objects = 0
    func check(_ value: Any, _ path: String) {
      if let list = value as? [Any] {
        for (place, element) in list.enumerated() { check(element, "\(path)/\(place)") }
      }
      guard let object = value as? [String: Any] else { return }
      if let properties = object["properties"] as? [String: [String: Any]] {
        objects += 1
        #expect(object["additionalProperties"] as? Bool == false, "\(path)")
        #expect(Set(object["required"] as? [String] ?? []) == Set(properties.keys), "\(path)")
        for (name, property) in properties { #expect(property["description"] is String, "\(path)/\(name)") }
      }
      for (name, element) in object { check(element, "\(path)/\(name)") }
    }
    check(schema, "")
    #expect(objects > 20)
  }

  @Test func theSchemaHasTheWordsOfTheCode() throws {
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: ReportSchemaTests.schema)) as? [String: Any])
    func words(_ path: String...) -> [String]? {
      path.reduce(schema as Any?) { ($0 as? [String: Any])?[$1] } as? [String]
    }
    #expect(words("$defs", "metric", "enum") == Metric.all.map(\.word))
    #expect(words("$defs", "base", "enum") == Base.allCases.map(\.rawValue))
    #expect(words("$defs", "outcome", "enum") == Outcome.allCases.map(\.rawValue))
    #expect(words("$defs", "state", "enum") == UnitState.all.map(\.word))
    #expect(
      words("$defs", "breakdown", "properties", "topic", "enum") == BreakdownTopic.allCases.map(\.rawValue))
    let coverage = ["$defs", "wave", "properties", "coverage", "properties"]
    func coverageWords(_ table: String, _ column: String) -> [String]? {
      (coverage + [table, "items", "properties", column, "enum"])
        .reduce(schema as Any?) { ($0 as? [String: Any])?[$1] } as? [String]
    }
    #expect(coverageWords("domains", "mx_status") == MXStatus.allCases.map(\.rawValue))
    #expect(coverageWords("mx_hosts_without_address", "reason") == DNSFailure.allCases.map(\.word))
    #expect(words("$defs", "sender", "required")?.suffix(7) == DeliveryResult.allCases.map(\.rawValue)[...])
  }

  @Test func rowsOfTheTrendAreThoseOfTheCSV() throws {
    let report = try ReportSchemaTests.object(Fixtures.series)
    let rows = try #require(report["trend"] as? [[String: Any]])
    let lines = Report(Fixtures.series, formats: [.csv]).files[0].content.split(separator: "\n")
    let names = lines[0].split(separator: ",").map(String.init)
    #expect(rows.count == lines.count - 1)
    for (row, line) in zip(rows, lines.dropFirst()) {
      #expect(Set(row.keys) == Set(names))
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      for (name, field) in zip(names, fields) {
        if let number = row[name] as? Double {
          // Foundation's reader misses the last digits; the texts are written by the same function.
          let written = try #require(Double(field))
          #expect(abs(written - number) <= 1e-12 * max(1, number.magnitude), "\(line): \(name)")
        } else {
          #expect((row[name] as? String ?? "") == field, "\(line): \(name)")
        }
      }
    }
  }

  @Test func coverageSumsToTheWave() throws {
    let waves = try #require(try ReportSchemaTests.object(Fixtures.series)["waves"] as? [[String: Any]])
    for wave in waves {
      let coverage = try #require(wave["coverage"] as? [String: [[String: Any]]])
      func sum(_ table: String) -> Int { (coverage[table] ?? []).reduce(0) { $0 + ($1["count"] as? Int ?? 0) } }
      #expect(sum("domains") == wave["domains"] as? Int)
      #expect(sum("mx_hosts") + sum("mx_hosts_without_address") == wave["mx_hosts"] as? Int)
      #expect(sum("reasons") == sum("mx_hosts") && sum("reasons") > 0)
    }
  }

  @Test func termsAddUpToTheChangeInPercentagePoints() throws {
    let overall = try #require(try ReportSchemaTests.object(Fixtures.series)["overall"] as? [String: Any])
    let decompositions = try #require(overall["decompositions"] as? [[String: Any]])
    #expect(!decompositions.isEmpty)
    for found in decompositions {
      let terms = try #require(found["terms"] as? [String: Double])
      let before = try #require((found["before"] as? [String: Double])?["percent"])
      let after = try #require((found["after"] as? [String: Double])?["percent"])
      let total = try #require(terms["total"])
      #expect(abs(total - (after - before)) < 1e-9)
      #expect(abs((terms.values.reduce(0, +) - total) - total) < 1e-9)
    }
  }

  @Test(arguments: Fixtures.hostileTexts) func hostileTextReadsBackAndShowsNoControl(text: String) throws {
    let series = Fixtures.hostileSeries(text)
    let written = ReportSchemaTests.json(series)
    #expect(written.unicodeScalars.allSatisfy { $0 == "\n" || $0.isVisible })
    let waves = try #require(try ReportSchemaTests.object(series)["waves"] as? [[String: Any]])
    #expect(waves.allSatisfy { $0["label"] as? String == text && $0["vantage"] as? String == text })
  }
}
