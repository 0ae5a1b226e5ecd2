import Foundation
import SurveyCore
import SurveyScan
import Testing

/// Row 94 of the faults, at the reader: what is packed is unpacked piece by piece, and what is not whole is refused.
@Suite struct PackedListTests {
  /// Keeps every octet that it takes in.
  private struct Octets: StreamDigest {
    var all: [UInt8] = []

    mutating func update(_ octets: [UInt8]) { all += octets }

    mutating func finish() -> Fingerprint { Fingerprint(octets: Array(repeating: 0, count: 32))! }
  }

  private static let text = (1...40_000).map { "\($0),d\($0).example\n" }.joined()

  /// What a packer makes of octets.
  private static func packed(_ octets: Data, by command: [String]) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (plain, result) = (folder.appendingPathComponent("list"), folder.appendingPathComponent("packed"))
    try octets.write(to: plain)
    _ = FileManager.default.createFile(atPath: result.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command + ["-c", plain.path]
    process.standardOutput = try FileHandle(forWritingTo: result)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try Data(contentsOf: result)
  }

  private func read(_ octets: Data) async throws -> (digest: [UInt8], entries: Int) {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try octets.write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var digest = Octets()
    var entries = 0
    _ = try await ListReader(toASCII: { try DomainName($0) }).read(path.path, digest: &digest) { entries += $0.count }
    return (digest.all, entries)
  }

  /// Why a file could not be read, without the path of the test.
  private func fault(_ octets: Data) async throws -> (offset: Int, fault: ListDecoderFault) {
    do {
      let (_, entries) = try await read(octets)
      Issue.record("\(entries) entries were read")
      throw CancellationError()
    } catch ListReadError.packed(_, let offset, let fault) {
      return (offset, fault)
    }
  }

  @Test(arguments: [["gzip"], ["gzip", "-9"], ["zstd", "-q"], ["zstd", "-q", "--ultra", "-22", "--long=27"]])
  func aPackedListIsTheListThatItUnpacksTo(command: [String]) async throws {
    let text = Data(Self.text.utf8)
    let (digest, entries) = try await read(try Self.packed(text, by: command))
    #expect(digest == Array(text))
    #expect(entries == 40_000)
  }

  @Test(arguments: [["gzip"], ["zstd", "-q"]])
  func membersAndFramesFollowOneAnother(command: [String]) async throws {
    let halves = [Self.text.prefix(100_001), Self.text.dropFirst(100_001)].map { Data($0.utf8) }
    let (digest, _) = try await read(try halves.map { try Self.packed($0, by: command) }.reduce(Data(), +))
    #expect(digest == Array(Self.text.utf8))
  }

  @Test func zerosBehindAMemberArePadding() async throws {
    let (_, entries) = try await read(try Self.packed(Data(Self.text.utf8), by: ["gzip"]) + Data(count: 1_000))
    #expect(entries == 40_000)
  }

  @Test(arguments: [["gzip"], ["zstd", "-q"]])
  func aListThatBrokeOffIsToldWithItsOffset(command: [String]) async throws {
    let whole = try Self.packed(Data(Self.text.utf8), by: command)
    for length in [7, whole.count / 2, whole.count - 1] {
      let (offset, fault) = try await fault(whole.prefix(length))
      #expect(fault == .truncated)
      #expect(offset == length)
    }
  }

  @Test(arguments: [["gzip"], ["zstd", "-q", "--check"]])
  func aDamagedListIsToldWithItsOffset(command: [String]) async throws {
    var octets = try Self.packed(Data(Self.text.utf8), by: command)
    // The checksum: everything before it may be read.
    octets[octets.count - (command == ["gzip"] ? 8 : 1)] ^= 0xff
    let (offset, fault) = try await fault(octets)
    guard case .damaged = fault else {
      Issue.record("\(fault)")
      return
    }
    #expect(offset > octets.count / 2 && offset <= octets.count)
  }

  @Test func junkBehindAMemberIsNoList() async throws {
    let octets = try Self.packed(Data(Self.text.utf8), by: ["gzip"]) + Data("junk".utf8)
    guard case .damaged = try await fault(octets).fault else {
      Issue.record("junk was read")
      return
    }
  }

  /// 256 MB of nothing in a quarter of a megabyte, and no line in it.
  @Test(arguments: [["gzip"], ["zstd", "-q"]])
  func aBombTakesNoMemory(command: [String]) async throws {
    let octets = try Self.packed(Data(count: 1 << 28), by: command)
    #expect(octets.count < 300_000)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try octets.write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var count = Count()
    let before = residentPages()
    let (tally, _) = try await ListReader(toASCII: { try DomainName($0) }).read(path.path, digest: &count) { _ in }
    #expect(residentPages() - before < 6_000)
    #expect(count.octets == 1 << 28)
    #expect(tally.rejected == ["line-too-long": 1])
  }

  private struct Count: StreamDigest {
    var octets = 0

    mutating func update(_ octets: [UInt8]) { self.octets += octets.count }

    mutating func finish() -> Fingerprint { Fingerprint(octets: Array(repeating: 0, count: 32))! }
  }

  @Test(arguments: [
    (OtherPacking.zip, [0x50, 0x4b, 3, 4, 20, 0, 0]), (.xz, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]),
    (.bzip2, [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59]),
  ])
  func otherPackingsAreNamedWithWhatUndoesThem(packing: OtherPacking, octets: [UInt8]) async throws {
    #expect(try await fault(Data(octets)).fault == .otherPacking(packing))
    let error = ListReadError.packed(path: "list", offset: 0, fault: .otherPacking(packing))
    #expect(error.description.contains(packing.unpacking))
  }

  @Test(arguments: ["BZh.example\n", "PK.example\n", "", "a", "\u{1f}\n"])
  func whatIsNotPackedIsReadAsItIs(text: String) async throws {
    #expect(try await read(Data(text.utf8)).digest == Array(text.utf8))
  }
}
