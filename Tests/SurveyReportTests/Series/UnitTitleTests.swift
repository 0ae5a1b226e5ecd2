import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct UnitTitleTests {
  private static let units: [TrendUnit] = [
    .mxHost, .mxHostByDomains, .address, .mxOperator, .certificate, .key, .domain, .domainEveryPrimary, .domainEvery,
    .domainAny,
    .domainWeighted, .domainWeighted(list: "a.csv"), .domainWeighted(list: "b.csv"),
  ]

  @Test func everyUnitHasATitleOfItsOwn() {
    let units = UnitTitleTests.units
    #expect(Set(units.map(\.title)).count == units.count)
    for base in Base.allCases {
      let counted = units.filter { $0.bases.contains(base) }
      #expect(Set(counted.map { $0.title(in: base) }).count == counted.count)
    }
    #expect(!units.contains { $0.title.contains("_") || $0.definition.contains("further unit") })
  }

  @Test(arguments: [
    (TrendUnit.mxHost, Base.tls, "MX hosts with TLS"), (.certificate, .tls, "leaf certificates that were presented"),
    (.domainAny, .reachable, "reachable domains, at any MX"),
    (.mxHostByDomains, .tls, "MX hosts with TLS, weighted by the domains they serve"),
    (.domainWeighted(list: "x"), .reachable, "reachable domains, weighted by x"),
  ])
  func aTitleTellsTheBase(unit: TrendUnit, base: Base, title: String) {
    #expect(unit.title(in: base) == title)
  }
}
