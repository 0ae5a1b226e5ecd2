import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct TransitionMatrixTests {
  private let change = ChangeFixture.change("a", "b")

  @Test func sumsOfRowsAndColumnsAreTheWhole() throws {
    let matrix = try #require(TransitionMatrix(change, unit: .domain))
    let whole = change.transitions.filter { $0.unit == .domain }.map(\.count).reduce(0, +)
    #expect(matrix.sum == whole)
    #expect(matrix.to.map(matrix.sum(to:)).reduce(0, +) == whole)
  }

  @Test func onlyStatesThatOccurAreThereBestFirst() throws {
    let matrix = try #require(TransitionMatrix(change, unit: .mxHost))
    #expect(matrix.from.first == ChangeFixture.verified && matrix.from.last == .absent)
    #expect(!matrix.from.contains(ChangeFixture.expired) && matrix.to.contains(ChangeFixture.expired))
    #expect(matrix.from == UnitState.all.filter(matrix.from.contains))
  }

  @Test func regressionsAreReachableAndLess() throws {
    let matrix = try #require(TransitionMatrix(change, unit: .mxHost))
    // 6 expired and 4 self-signed of 300; the 60 that are absent are none.
    #expect(matrix.regressions?.countText == "3.3 % (10/300)")
    #expect(!UnitState.absent.isRegression && !UnitState.caVerified.isRegression && ChangeFixture.noTLS.isRegression)
  }

  @Test func sharesOfARowHaveTheirIntervals() throws {
    let matrix = try #require(TransitionMatrix(change, unit: .mxHost))
    #expect(matrix.hasIntervals)
    #expect(matrix.intervalText(ChangeFixture.noTLS, ChangeFixture.noTLS) == "94.8–100.0 %")
    #expect(matrix.intervalText(.dnsFailed, ChangeFixture.noTLS) == nil)
    #expect(matrix.intervalText(ChangeFixture.noTLS, .absent) == nil)
    var census = change
    census.transitions = census.transitions.map {
      Transition(unit: $0.unit, from: $0.from, to: $0.to, count: $0.count)
    }
    #expect(try #require(TransitionMatrix(census, unit: .mxHost)).hasIntervals == false)
  }

  @Test func aUnitWithoutTransitionsHasNoMatrix() {
    #expect(TransitionMatrix(change, unit: .address) == nil)
  }

  @Test func titlesOfStatesAreDistinct() {
    #expect(Set(UnitState.all.map(\.title)).count == UnitState.all.count)
  }
}
