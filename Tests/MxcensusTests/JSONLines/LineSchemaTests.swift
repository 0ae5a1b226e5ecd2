import Foundation
import Testing

@testable import mxcensus

/// The filters' lines against their schemas, by Debian's python3-jsonschema: a validator that is not ours.
@Suite struct LineSchemaTests {
  /// Writes a line a document: `valid` or where it first fails.
  private static let validator = """
    import json, sys
    from jsonschema import Draft202012Validator

    schema, *documents = [json.loads(text) for text in json.load(sys.stdin)]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for document in documents:
        error = next(validator.iter_errors(document), None)
        print("valid" if error is None else error.message[:300])
    """

  private static func findings(_ schema: LineSchema, _ lines: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", validator]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode([schema.text] + lines))
    try input.fileHandleForWriting.close()
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "apt-get install python3-jsonschema")
    return String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func whatIsWrittenIsValid() throws {
    let error = JSONLine.error("no", line: 1)
    let domains = try RowTests.domains.map(RowTests.line) + [error]
    #expect(try Self.findings(.resolveOutput, domains) == domains.map { _ in "valid" })
    let request = try #require(RowTests.request)
    let looks =
      RowTests.observations.map { LookLine(of: $0, isFinal: false).text(for: request) }
      + VantageLineTests.lines.map(\.text) + [error]
    #expect(try Self.findings(.probeOutput, looks) == looks.map { _ in "valid" })
  }

  @Test func whatIsReadIsValidAndWhatIsRefusedIsNot() throws {
    #expect(
      try Self.findings(
        .resolveInput, [#"{"domain":"a.example","tag":{},"more":1}"#, #"{"v":1,"scan":"w","domain":"a","weight":2}"#])
        == ["valid", "valid"])
    #expect(try !Self.findings(.resolveInput, ["{}", #"{"v":2,"domain":"a"}"#, "[]"]).contains("valid"))
    #expect(
      try Self.findings(.probeInput, [#"{"address":"::1","names":["a.example"],"port":25}"#]) == ["valid"])
    #expect(
      try !Self.findings(.probeInput, [#"{"address":"::1","names":[]}"#, #"{"names":["a"]}"#]).contains("valid"))
  }

  @Test func theSchemaMissesWhatIsLeftOutAndForbidsWhatIsNew() throws {
    let line = try RowTests.line(RowTests.domains[0])
    let changed = [
      line.replacing("\"mx_dnssec\":\"secure\",", with: ""), line.replacing("{\"v\":1,", with: "{\"v\":1,\"more\":1,"),
      line.replacing("\"status\":\"ok\"", with: "\"status\":\"well\""),
    ]
    #expect(!changed.contains(line))
    #expect(try !Self.findings(.resolveOutput, changed).contains("valid"))
  }
}
