import Glibc
import SurveyCore
import SurveyStore
import SurveyTLS

/// The first half of an import: lines to rows that are kept beside the wave.
struct ImportReading: Sendable {
  let configuration: ImportConfiguration
  let wave: Wave

  func run() async throws {
    for path in configuration.files { try await read(path) }
  }

  private func read(_ path: String) async throws {
    guard path != "-" else { return try await read(STDIN_FILENO, name: "standard input") }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Refusal(.input, "can't read \(path)", errno) }
    defer { close(descriptor) }
    try await read(descriptor, name: path)
  }

  private func read(_ descriptor: Int32, name: String) async throws {
    let input = InputLines(descriptor, name: name, maximumLength: InputLine.maximumImportedLength)
    var (taken, errors) = (0, 0)
    while true {
      let lines = try await withTaskCancellationHandler {
        try await input.next()
      } onCancel: {
        input.stop()
      }
      try Task.checkCancellation()
      guard let lines else { break }
      var rows: [ImportedRow] = []
      for line in lines {
        do throws(JSONRecord.Fault) {
          guard let octets = line.octets else { throw JSONRecord.Fault(words: "longer than a line may be") }
          let record = try JSONRecord(line: octets)
          if VantageLine.isOne(record) {
            rows.append(try doubt(record, octets, name: "\(name), line \(line.number)"))
          } else if record.has("error") {
            errors += 1
          } else {
            rows += try self.rows(record, octets)
          }
        } catch {
          throw Refusal(.input, "\(name), line \(line.number): \(error.words)")
        }
      }
      taken += try await wave.take(rows)
    }
    guard !configuration.isQuiet else { return }
    Terminal.say("\(name): \(ProgressLine.grouped(input.count)) lines, \(ProgressLine.grouped(taken)) rows taken")
    if errors > 0 {
      Terminal.say("\(name): \(ProgressLine.grouped(errors)) lines say that a line before could not be used")
    }
  }

  /// Says from when until when looks don't count.
  private func doubt(_ record: JSONRecord, _ line: [UInt8], name: String) throws(JSONRecord.Fault) -> ImportedRow {
    let doubt = try VantageLine(record)
    if !configuration.isQuiet {
      Terminal.say(
        """
        \(name): self.vantage: nothing could be measured from \(doubt.since.iso8601) to \(doubt.until.iso8601); looks of \
        that time count only where TLS began
        """)
    }
    return ImportedRow(
      kind: .look, key: ImportedRow.key(doubtSince: doubt.since, until: doubt.until, leaf: doubt.leaf), isOpen: false,
      // A wave begins with what was seen, not with a doubt.
      observedAt: doubt.until, sha256: SHA256.digest(line), row: line)
  }

  private func rows(_ record: JSONRecord, _ line: [UInt8]) throws(JSONRecord.Fault) -> [ImportedRow] {
    if record.has("mx_status") {
      let row = try ResolvedRow(record)
      try check(scan: row.scan)
      return row.imports(from: line)
    }
    guard record.has("outcome") else {
      throw JSONRecord.Fault(words: "neither a line of resolve (mx_status) nor one of probe (outcome)")
    }
    let row = try LookRow(record)
    try check(scan: row.scan)
    guard row.observation.target.port == configuration.setup.port else {
      throw JSONRecord.Fault(
        words: "port is \(row.observation.target.port), and that of the wave is \(configuration.setup.port) (--port)")
    }
    return [row.imported(from: line)]
  }

  /// A row of another wave is somebody's mistake, and would be found by nobody.
  private func check(scan: String?) throws(JSONRecord.Fault) {
    guard let scan, scan != configuration.setup.label else { return }
    throw JSONRecord.Fault(words: "the line is of scan \(scan.debugDescription), not of \(configuration.setup.label)")
  }
}
