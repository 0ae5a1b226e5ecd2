internal import GRDB
internal import SurveyCore

/// The names of operators, the last ones remembered.
final class OperatorNames {
  private let statement: Statement
  private var known: [Int64: String] = [:]

  /// Names that are remembered at a time.
  private static let capacity = 4_096

  init(_ db: GRDB.Database) throws {
    statement = try db.makeStatement(sql: "SELECT name FROM operator WHERE operator_id = ?")
  }

  func name(of operatorID: Int64) throws -> String {
    if let name = known[operatorID] { return name }
    guard let name = try String.fetchOne(statement, arguments: [operatorID]) else {
      preconditionFailure("an operator has a name")
    }
    if known.count == OperatorNames.capacity { known = [:] }
    known[operatorID] = name
    return name
  }
}
