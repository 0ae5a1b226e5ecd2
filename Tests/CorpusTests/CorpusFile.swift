import Foundation
import FuzzTargets
import Testing

/// One file of the fuzzer's corpus.
struct CorpusFile: Sendable, CustomTestStringConvertible {
  let target: FuzzTarget
  let name: String
  let octets: [UInt8]

  var testDescription: String { "\(target.rawValue)/\(name)" }

  /// The corpus beside the tests: one folder a target.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz/Corpus")

  static let all: [CorpusFile] = FuzzTarget.allCases.flatMap(files)

  static func files(of target: FuzzTarget) -> [CorpusFile] {
    let folder = folder.appendingPathComponent(target.rawValue)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else { return nil }
      return CorpusFile(target: target, name: name, octets: Array(data))
    }
  }

  /// The folders that there are, each a target's or lost.
  static func folders() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
}
