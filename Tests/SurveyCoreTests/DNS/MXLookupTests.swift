import SurveyCore
import Testing

@Suite struct MXLookupTests {
  @Test(arguments: DNSSECStatus.allCases)
  func noRecordIsNone(dnssec: DNSSECStatus) {
    #expect(MXLookup(rdata: [], dnssec: dnssec) == .none(dnssec))
  }

  @Test func recordsKeepTheirSecurity() throws {
    let rdata: [[UInt8]] = [[0, 10] + wireName("mx", "example")]
    #expect(MXLookup(rdata: rdata, dnssec: .secure) == .records(MXSet([try mx(10, "mx.example")]), .secure))
  }

  @Test func oneUnreadableRecordSpoilsTheRRset() {
    let good: [UInt8] = [0, 10] + wireName("mx", "example")
    #expect(MXLookup(rdata: [good, [0, 20, 0xc0, 0x0c]], dnssec: .insecure) == .failed(.malformed))
    #expect(MXLookup(rdata: [[], good], dnssec: .insecure) == .failed(.malformed))
  }
}

@Suite struct HostLookupTests {
  /// One row: the two answers, and what they make together.
  struct Row: Sendable, CustomTestStringConvertible {
    let ipv4: HostLookup.Answer
    let ipv6: HostLookup.Answer
    let addresses: [Address]
    let failure: DNSFailure?
    let dnssec: DNSSECStatus
    var testDescription: String { "\(ipv4) + \(ipv6)" }
  }

  static let v4 = Address.v4(0x0102_0304)
  static let v6 = Address.v6(0x2a00 << 112)

  @Test(arguments: [
    Row(
      ipv4: .addresses([v4], .insecure), ipv6: .addresses([v6], .insecure), addresses: [v4, v6], failure: nil,
      dnssec: .insecure),
    Row(
      ipv4: .addresses([v4], .secure), ipv6: .addresses([v6], .secure), addresses: [v4, v6], failure: nil,
      dnssec: .secure),
    Row(
      ipv4: .addresses([v4], .secure), ipv6: .addresses([v6], .insecure), addresses: [v4, v6], failure: nil,
      dnssec: .insecure),
    Row(
      ipv4: .addresses([v4], .unknown), ipv6: .addresses([v6], .secure), addresses: [v4, v6], failure: nil,
      dnssec: .unknown),
    Row(
      ipv4: .addresses([v4], .unknown), ipv6: .addresses([v6], .insecure), addresses: [v4, v6], failure: nil,
      dnssec: .unknown),
    Row(
      ipv4: .addresses([v4], .bogus), ipv6: .addresses([v6], .secure), addresses: [v4, v6], failure: nil,
      dnssec: .bogus),
    Row(
      ipv4: .addresses([v4], .secure), ipv6: .addresses([], .secure), addresses: [v4], failure: nil,
      dnssec: .secure),
    Row(
      ipv4: .addresses([], .secure), ipv6: .addresses([v6], .secure), addresses: [v6], failure: nil,
      dnssec: .secure),
    Row(
      ipv4: .addresses([v4], .insecure), ipv6: .failed(.servfail), addresses: [v4], failure: nil,
      dnssec: .insecure),
    Row(
      ipv4: .failed(.timeout), ipv6: .addresses([v6], .secure), addresses: [v6], failure: nil, dnssec: .secure
    ),
    Row(
      ipv4: .addresses([], .secure), ipv6: .addresses([], .secure), addresses: [], failure: .nodata,
      dnssec: .secure),
    Row(
      ipv4: .addresses([], .insecure), ipv6: .failed(.servfail), addresses: [], failure: .servfail,
      dnssec: .insecure),
    Row(
      ipv4: .failed(.nxdomain), ipv6: .failed(.nxdomain), addresses: [], failure: .nxdomain, dnssec: .unknown),
    Row(
      ipv4: .failed(.nxdomain), ipv6: .failed(.nodata), addresses: [], failure: .nxdomain, dnssec: .unknown),
    Row(
      ipv4: .failed(.nxdomain), ipv6: .failed(.timeout), addresses: [], failure: .timeout, dnssec: .unknown),
    Row(ipv4: .failed(.timeout), ipv6: .failed(.bogus), addresses: [], failure: .bogus, dnssec: .bogus),
  ])
  func twoAnswersMakeOne(row: Row) {
    for lookup in [HostLookup(row.ipv4, row.ipv6), HostLookup(row.ipv6, row.ipv4)] {
      #expect(lookup.addresses == row.addresses)
      #expect(lookup.failure == row.failure)
      #expect(lookup.dnssec == row.dnssec)
    }
  }

  /// A failure beside addresses is kept, a denial of the type is none, and order does not matter.
  @Test(arguments: DNSFailure.allCases)
  func aFailureBesideAddressesIsKept(failure: DNSFailure) {
    let found = HostLookup.Answer.addresses([Self.v4], .secure)
    for lookup in [HostLookup(found, .failed(failure)), HostLookup(.failed(failure), found)] {
      #expect(lookup.failure == nil)
      #expect(lookup.partialFailure == (failure == .nodata ? nil : failure))
      #expect(lookup.dnssec == (failure == .bogus ? .bogus : .secure))
    }
    #expect(HostLookup(found, .addresses([], .secure)).partialFailure == nil)
    #expect(HostLookup(.failed(failure), .failed(failure)).partialFailure == nil)
  }

  @Test func onlyAHostWithAddressesHasACanonicalName() throws {
    let name = try DomainName("real.example")
    #expect(HostLookup(.addresses([Self.v4], .secure), .failed(.nodata), canonicalName: name).canonicalName == name)
    #expect(HostLookup(.failed(.timeout), .failed(.nodata), canonicalName: name).canonicalName == nil)
    #expect(HostLookup(.addresses([Self.v4], .secure), .failed(.nodata), canonicalName: name).isAlias == true)
    #expect(HostLookup(.addresses([Self.v4], .secure), .failed(.nodata)).isAlias == false)
    #expect(HostLookup(.failed(.timeout), .failed(.nodata), canonicalName: name).isAlias == nil)
  }

  @Test func addressesAreSortedAndKeptOnce() {
    let lookup = HostLookup(
      .addresses([.v4(9), .v4(1), .v4(9)], .insecure), .addresses([.v6(2), .v6(1), .v6(2)], .insecure))
    #expect(lookup.addresses == [.v4(1), .v4(9), .v6(1), .v6(2)])
  }

  @Test func aNameThatCannotBeLookedUpHasNoAddress() {
    #expect(HostLookup.invalidName.addresses.isEmpty)
    #expect(HostLookup.invalidName.failure == .invalidName)
    #expect(HostLookup.invalidName.dnssec == .unknown)
  }
}
