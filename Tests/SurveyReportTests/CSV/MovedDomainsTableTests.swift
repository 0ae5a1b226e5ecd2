import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct MovedDomainsTableTests {
  private static func moved(_ text: String? = "mx.example.org", weight: Double? = 0.5) -> MovedDomain {
    MovedDomain(
      domain: DomainName(uncheckedCanonical: "example.org"), from: ChangeFixture.selfSigned, to: ChangeFixture.verified,
      weightBefore: weight, weightAfter: 2, mxBefore: text, mxAfter: text, operatorBefore: text, operatorAfter: text)
  }

  @Test func aRowHasTheColumnsOfTheHeader() {
    let row = MovedDomainsTable.row(MovedDomainsTableTests.moved())
    #expect(
      row == "example.org,self-signed,ca-verified,0.5,2,mx.example.org,mx.example.org,mx.example.org,mx.example.org\n")
    #expect(CSVRecords.read(MovedDomainsTable.header + row).map(\.count) == [9, 9])
  }

  @Test func whatIsNotKnownIsEmpty() {
    var moved = MovedDomainsTableTests.moved(nil, weight: nil)
    moved.from = .absent
    #expect(MovedDomainsTable.row(moved) == "example.org,absent,ca-verified,,2,,,,\n")
  }

  @Test(arguments: Fixtures.hostileTexts) func hostileTextStaysInItsField(text: String) throws {
    let row = MovedDomainsTable.row(MovedDomainsTableTests.moved(text))
    let record = try #require(CSVRecords.read(row).first)
    #expect(CSVRecords.read(row).count == 1 && record.count == 9)
    #expect(record.allSatisfy { $0.visible == $0 && !["=", "+", "-", "@"].contains($0.prefix(1)) })
  }
}
