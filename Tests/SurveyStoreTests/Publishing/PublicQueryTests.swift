import GRDB
import Testing

@testable import SurveyStore

@Suite struct PublicQueryTests {
  /// All but the version of SQLite and what hides behind views is the interface, so that a query outlives tables.
  @Test(arguments: PublicSchema.queries.map(\.name))
  func aQueryReadsViewsAloneAndHasTheParametersThatItNames(called: String) throws {
    let query = try #require(PublicSchema.queries.first { $0.name == called })
    let queue = try DatabaseQueue()
    try Migrations.migrator.migrate(queue)
    let names = Set(PublicSchema.views.flatMap(\.names))
    try queue.read { db in
      let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
      let words = Set(query.sql.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
      let sources = query.sql.matches(of: /(?:FROM|JOIN)\s+([a-z_]+)/).map { String($0.output.1) }
      #expect(!words.intersection(names).isEmpty)
      #expect(Set(sources).isDisjoint(with: tables), "\(sources)")
      let statement = try db.makeStatement(sql: query.sql)
      #expect(statement.isReadonly)
      let bound = query.sql.matches(of: /:([a-z_0-9]+)/).map { String($0.output.1) }
      #expect(Set(bound) == Set(query.parameters))
      for parameter in query.parameters { #expect(query.comment.contains("\(parameter):"), "\(parameter)") }
    }
  }

  @Test func namesAreDifferentAndFitAddresses() {
    let names = PublicSchema.queries.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z][a-z_]*/) != nil })
    #expect(Set(names).isDisjoint(with: PublicSchema.views.flatMap(\.names)))
  }
}
