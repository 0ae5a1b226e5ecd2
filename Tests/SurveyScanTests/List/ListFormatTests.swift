import SurveyCore
import SurveyScan
import Testing

/// Lists as their publishers lay them out.
@Suite struct ListFormatTests {
  private func parse(_ text: String, format: ListFormat? = nil) -> (entries: [ListEntry], parser: ListParser) {
    var parser = ListParser(format: format, toASCII: { try DomainName($0) })
    var entries: [ListEntry] = []
    parser.consume(Array(text.utf8), into: &entries)
    parser.finish(into: &entries)
    return (entries, parser)
  }

  private static let majestic = """
    GlobalRank,TldRank,Domain,TLD,RefSubNets,RefIPs,IDN_Domain,IDN_TLD,PrevGlobalRank,PrevTldRank,PrevRefSubNets,PrevRefIPs
    1,1,first.example,example,490000,2700000,first.example,example,1,1,490001,2700001
    2,1,xn--bcher-kva.test,test,480000,2600000,bücher.test,test,2,1,480001,2600001

    """
  private static let domainRanks = """
    #harmonicc_pos\t#harmonicc_val\t#pr_pos\t#pr_val\t#host_rev\t#n_hosts
    1\t3.1E7\t2\t0.012\texample.first\t3632
    2\t3.0E7\t1\t0.014\tuk.co.second\t12

    """
  private static let hostRanks = """
    #harmonicc_pos\t#harmonicc_val\t#pr_pos\t#pr_val\t#host_rev
    1\t3.1E7\t2\t0.012\texample.first.www

    """
  private static let zone = """
    com.\t900\tin\tsoa\ta.gtld-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 900
    com.\t172800\tin\tns\ta.gtld-servers.net.
    com.\t86400\tin\tdnskey\t257 3 13 AAAA
    first.com.\t172800\tin\tns\tns1.example.net.
    first.com.\t172800\tin\tns\tns2.example.net.
    first.com.\t86400\tin\tds\t1 13 2 AAAA
    first.com.\t86400\tin\trrsig\tds 13 2 86400 20270101000000 20261201000000 1 com. AAAA
    CK0POJMG874LJREF7EFN8430QVIT8BSM.com.\t86400\tin\tnsec3\t1 1 0 - A NS
    ns.first.com.\t172800\tin\ta\t192.0.2.1
    xn--bcher-kva.com.\t172800\tin\tns\tns1.first.com.
    deep.sub.com.\t172800\tin\tns\tns1.first.com.

    """

  @Test(
    "A published list is told from its first lines, and read",
    arguments: [
      (
        "1,first.example\r\n2,second.example\r\n", ListFormat.rankDomain,
        ["first.example": 1 as UInt64, "second.example": 2]
      ),
      (majestic, .majestic, ["first.example": 1, "xn--bcher-kva.test": 2]),
      (domainRanks, .commonCrawl, ["first.example": 1, "second.co.uk": 2]),
      (hostRanks, .commonCrawl, ["www.first.example": 1]),
    ])
  func ranks(text: String, format: ListFormat, ranks: [String: UInt64]) {
    for given in [nil, format] {
      let (entries, parser) = parse(text, format: given)
      #expect(parser.format == format)
      #expect(parser.tally.rejected.isEmpty)
      #expect(
        Dictionary(uniqueKeysWithValues: entries.map { ($0.name.text, $0.measure) }) == ranks.mapValues { .rank($0) })
    }
  }

  @Test("Ranks of Common Crawl without their header are told by their columns")
  func headless() {
    let (entries, parser) = parse("7\t3.1E7\t2\t0.012\texample.first\t3632\n")
    #expect(parser.format == .commonCrawl)
    #expect(entries.map(\.name.text) == ["first.example"])
    #expect(parse("7\t3.1E7\t2\t0.012\n", format: .commonCrawl).parser.tally.rejected == ["missing-column": 1])
  }

  @Test("Of a zone the delegations count, each once, at the first label below the apex")
  func delegations() {
    for given in [nil, ListFormat.zone] {
      let (entries, parser) = parse(Self.zone, format: given)
      #expect(parser.format == .zone)
      #expect(entries.map(\.name.text) == ["first.com", "xn--bcher-kva.com", "sub.com"])
      #expect(entries.map(\.line) == [4, 10, 11])
      #expect(entries.allSatisfy { $0.measure == .none })
      #expect(parser.tally.passedOver == 8)
      #expect(parser.tally.rejected.isEmpty)
    }
  }

  @Test(
    "Zones are written with tabs or spaces, in either case, with class and TTL in either order",
    arguments: [
      "first.com. 172800 IN NS ns.example.", "FIRST.com.\tin\t172800\tns\tns.example.", "first.com.  NS  ns.example.",
      "; comment\nfirst.com. IN NS ns.example.",
    ])
  func shapes(line: String) {
    #expect(parse(line + "\n", format: .zone).entries.map(\.name.text) == ["first.com"])
  }

  @Test(
    "What a zone file can't hold is rejected with a word",
    arguments: [
      ("first 172800 in ns ns.example.", "no-zone-record"), ("$ORIGIN com.", "no-zone-record"),
      ("first.com. 1 in ns", "no-zone-record"), ("first.net. 1 in ns ns.example.", "outside-zone"),
      ("xcom. 1 in ns ns.example.", "outside-zone"), ("a_b.com. 1 in ns ns.example.", "character"),
    ])
  func noRecord(line: String, word: String) {
    let text = "com. 900 in soa a. b. 1 2 3 4 5\n\(line)\n"
    #expect(parse(text, format: .zone).parser.tally.rejected == [word: 1])
  }

  @Test("A part of a zone without its SOA record: the apex of one label is none of its names")
  func part() {
    let (entries, _) = parse("com. 1 in ns ns.example.\nfirst.com. 1 in ns ns.example.\n")
    #expect(entries.map(\.name.text) == ["first.com"])
  }

  @Test("The root zone delegates top-level domains, which have one label")
  func root() {
    let (entries, parser) = parse(". 1 in soa a. b. 1 2 3 4 5\ncom. 1 in ns ns.example.\n")
    #expect(entries.isEmpty)
    #expect(parser.tally.rejected == ["single-label": 1])
  }

  @Test("Every word names a format, and every format has one")
  func words() {
    #expect(Set(ListFormat.words.compactMap(ListFormat.init(word:))) == Set(ListFormat.allCases))
    #expect(ListFormat.words.allSatisfy { ListFormat(word: $0) != nil })
    #expect(ListFormat(word: "tranco") == .rankDomain)
    #expect(ListFormat(word: "zip") == nil)
  }
}
