import Foundation
import SurveyCore
import SurveyScan
import Testing

/// Counts and sums octets; tests need no cryptography.
private struct OctetSum: StreamDigest {
  var sum: UInt64 = 0
  var count: UInt64 = 0

  mutating func update(_ octets: [UInt8]) {
    for octet in octets { sum = (sum &* 31) &+ UInt64(octet) }
    count += UInt64(octets.count)
  }

  mutating func finish() -> Fingerprint {
    let words = [sum, count, 0, 0].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    return Fingerprint(octets: words)!
  }
}

/// The pages of this process that are in memory (`/proc/self/statm`).
func residentPages() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  return text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
}

@Suite struct ListReaderTests {
  private let reader = ListReader(toASCII: { try DomainName($0) })

  private func withFile(_ text: String, _ body: (String) async throws -> Void) async throws {
    let path = NSTemporaryDirectory() + "mxcensus-list-tests-" + UUID().uuidString
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: path) } }
    try await body(path)
  }

  @Test("A file is read in batches, in order, and digested as it is")
  func file() async throws {
    let text = "# head\r\n" + (1...30_500).map { "\($0),d\($0).example\n" }.joined() + "x"
    try await withFile(text) { path in
      var digest = OctetSum()
      var entries: [ListEntry] = []
      var batches: [Int] = []
      let (tally, format) = try await reader.read(path, digest: &digest) { batch in
        batches.append(batch.count)
        entries += batch
      }
      #expect(entries.map(\.measure) == (1...30_500).map { .rank($0) })
      #expect(batches == Array(repeating: 1_000, count: 30) + [500])
      #expect(format == .rankDomain)
      #expect(tally.lines == 30_502)
      #expect(tally.rejected == ["missing-column": 1])
      var whole = OctetSum()
      whole.update(Array(text.utf8))
      #expect(digest.finish() == whole.finish())
    }
  }

  @Test("A pipe is read like a file, though its octets come late")
  func pipe() async throws {
    let folder = NSTemporaryDirectory() + "mxcensus-list-tests-fifo-" + UUID().uuidString
    #expect(unsafe mkfifo(folder, 0o600) == 0)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: folder) } }
    let writer = Thread {
      guard let handle = FileHandle(forWritingAtPath: folder) else { return }
      for _ in 0..<3 {
        handle.write(Data("example.org\nexample".utf8))
        usleep(20_000)
        handle.write(Data(".net\n".utf8))
      }
    }
    writer.start()
    var digest = OctetSum()
    var names: [String] = []
    _ = try await reader.read(folder, digest: &digest) { names += $0.map(\.name.text) }
    #expect(
      names == ["example.org", "example.net", "example.org", "example.net", "example.org", "example.net"])
  }

  @Test("What can't be opened or read is told with its reason")
  func unreadable() async throws {
    var digest = OctetSum()
    await #expect(throws: ListReadError.open(path: "/nowhere/list", errno: ENOENT)) {
      try await reader.read("/nowhere/list", digest: &digest) { _ in }
    }
    await #expect(throws: ListReadError.read(path: "/", offset: 0, errno: EISDIR)) {
      try await reader.read("/", digest: &digest) { _ in }
    }
  }

  @Test("What the sink throws ends the reading")
  func sinkFails() async throws {
    struct Full: Error {}
    try await withFile((1...5_000).map { "d\($0).example\n" }.joined()) { path in
      var digest = OctetSum()
      var calls = 0
      await #expect(throws: Full.self) {
        try await reader.read(path, digest: &digest) { _ in
          calls += 1
          throw Full()
        }
      }
      #expect(calls == 1)
    }
  }
}
