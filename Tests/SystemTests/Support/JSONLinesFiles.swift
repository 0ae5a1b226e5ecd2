import Foundation
import Testing

/// What stands between the filters: lists and results as lines.
enum JSONLinesFiles {
  /// A line for `resolve` for every line of a list `domain,weight`.
  static func domains(of list: String, scan: String) throws -> String {
    try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map { line in
      let fields = line.split(separator: ",")
      return #"{"v":1,"scan":"\#(scan)","domain":"\#(fields[0])","weight":\#(fields.count > 1 ? fields[1] : "1")}"#
        + "\n"
    }.joined()
  }

  /// A line for `probe` for every address in the output of `resolve`.
  static func addresses(of resolved: String, scan: String) throws -> String {
    var names: [String: Set<String>] = [:]
    for object in try objects(resolved) {
      for host in try #require(object["mx"] as? [[String: Any]]) {
        for address in try #require(host["addresses"] as? [String]) {
          names[address, default: []].insert(try #require(host["host"] as? String))
        }
      }
    }
    return try names.map { address, names in
      let object: [String: Any] = ["v": 1, "scan": scan, "address": address, "names": names.sorted(), "tag": address]
      return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self) + "\n"
    }.joined()
  }

  /// The objects of lines.
  static func objects(_ lines: String) throws -> [[String: Any]] {
    try lines.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}

extension Program {
  /// Runs it with a file as its standard input.
  func run(_ arguments: [String], reading input: String, in folder: Folder) async throws -> Ending {
    try await Program(path: "/bin/sh").run(
      ["-c", #"input="$1"; shift; exec "$@" <"$input""#, "sh", input, path] + arguments, in: folder)
  }
}
