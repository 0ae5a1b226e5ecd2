import Foundation
import GRDB

@testable import SurveyStore

/// A directory of a test's own, gone with it.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// A new database in it.
  func database(_ name: String = "survey.db") throws -> SurveyDatabase {
    try SurveyDatabase(writing: file(name))
  }
}

/// A program that ran to its end.
enum Command {
  /// Runs a program and returns what it wrote to its standard output.
  static func output(of program: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

extension SurveyDatabase {
  /// The rows of a query, each as its values' texts: doubles to the last bit, octets in hexadecimal.
  func rows(_ sql: String, _ arguments: [String] = []) throws -> [[String]] {
    try pool.read { db in
      let rows = try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments))
      return rows.map { $0.databaseValues.map(ValueText.of) }
    }
  }

  /// The first column of a query.
  func column(_ sql: String, _ arguments: [String] = []) throws -> [String] {
    try rows(sql, arguments).map { $0[0] }
  }

  /// The one value of a query.
  func value(_ sql: String, _ arguments: [String] = []) throws -> String? {
    try column(sql, arguments).first
  }

  /// Changes the database behind the store's back.
  func execute(_ sql: String) throws {
    try pool.write { try $0.execute(sql: sql) }
  }
}

enum ValueText {
  static func of(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "NULL"
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): text
    case .blob(let data): "x" + data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }
}
