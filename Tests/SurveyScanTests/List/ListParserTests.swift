import SurveyCore
import SurveyScan
import Testing

/// Stands in for IDNA: knows one name.
@Sendable private func toASCII(_ text: String) throws -> DomainName {
  guard text == "bücher.example" else { throw DomainNameError.notASCII }
  return try DomainName("xn--bcher-kva.example")
}

private func parse(
  _ octets: [UInt8], chunk: Int = .max, format: ListFormat? = nil, reduces: Bool = false
) -> (entries: [ListEntry], parser: ListParser) {
  var parser = ListParser(format: format, reduces: reduces, toASCII: toASCII)
  var entries: [ListEntry] = []
  var rest = octets[...]
  while !rest.isEmpty {
    parser.consume(Array(rest.prefix(chunk)), into: &entries)
    rest = rest.dropFirst(chunk)
  }
  parser.finish(into: &entries)
  return (entries, parser)
}

private func parse(_ text: String, format: ListFormat? = nil, reduces: Bool = false) -> (
  entries: [ListEntry], parser: ListParser
) {
  parse(Array(text.utf8), format: format, reduces: reduces)
}

@Suite struct ListParserTests {
  @Test(
    "A line is a name",
    arguments: [
      ("example.org", "example.org"), ("EXAMPLE.Org.", "example.org"), ("  example.org\t", "example.org"),
      ("\"example.org\"", "example.org"), ("bücher.example", "xn--bcher-kva.example"),
      ("xn--bcher-kva.example", "xn--bcher-kva.example"), ("1.example", "1.example"),
    ])
  func name(line: String, name: String) {
    let (entries, parser) = parse(line, format: .lines)
    #expect(entries.map(\.name.text) == [name])
    #expect(entries.map(\.measure) == [.none])
    #expect(parser.tally.rejected.isEmpty)
  }

  @Test(
    "A line that is no name is rejected with a word of its own",
    arguments: [
      ("localhost", "single-label"), ("org.", "single-label"), ("a_b.example", "character"),
      ("a..example", "empty-label"), ("-a.example", "hyphen"), ("192.0.2.1", "address-literal"),
      (".", "empty"),
      ("\(String(repeating: "a", count: 64)).example", "label-too-long"),
      ("\(String(repeating: "a.", count: 130))example", "name-too-long"), ("ü.example", "idna"),
      ("user@example.org", "e-mail"), ("https://example.org/", "url"),
      ("https://u@example.org:8080/x", "url"),
      ("example.org,5", "character"), ("two names.example", "character"), ("exam\rple.org", "character"),
      ("example.org\0", "character"), ("example.org:25", "character"), ("*.example.org", "character"),
      (String(repeating: "a", count: 4097), "line-too-long"),
      (String(repeating: "a", count: 4096), "name-too-long"),
    ])
  func noName(line: String, word: String) {
    let (entries, parser) = parse("first.example\n\(line)\nlast.example\n", format: .lines)
    #expect(entries.map(\.line) == [1, 3])
    #expect(parser.tally.rejected == [word: 1])
    #expect(parser.tally.samples.map(\.line) == [2])
    #expect(parser.tally.lines == 3)
  }

  @Test("Octets that are not UTF-8 are rejected, and escaped in the report")
  func notUTF8() throws {
    let (entries, parser) = parse([0x62, 0xfc, 0x63, 0x5c] + Array(".example\n".utf8), format: .lines)
    #expect(entries.isEmpty)
    let sample = try #require(parser.tally.samples.first)
    #expect(sample.word == "not-utf8")
    #expect(sample.text == "b\\xfcc\\\\.example")
  }

  @Test(
    "URLs and addresses are reduced where that is asked for",
    arguments: [
      ("https://example.org:8080/x", "example.org"),
      ("http://user:pass@Example.org?q@r.example", "example.org"),
      ("https://example.org", "example.org"), ("user@example.org", "example.org"),
      ("mailto:user@example.org", "example.org"), ("https://bücher.example/", "xn--bcher-kva.example"),
    ])
  func reduces(line: String, name: String) {
    #expect(parse(line, format: .lines, reduces: true).entries.map(\.name.text) == [name])
  }

  @Test(
    "What has no domain can't be reduced",
    arguments: [
      ("https://[2001:db8::1]/", "character"), ("https://192.0.2.1/", "address-literal"), ("user@", "empty"),
      ("https:///x", "empty"), ("user@localhost", "single-label"),
    ])
  func notReducible(line: String, word: String) {
    let (entries, parser) = parse(line, format: .lines, reduces: true)
    #expect(entries.isEmpty)
    #expect(parser.tally.rejected == [word: 1])
  }

  @Test(
    "Ranks are whole numbers from 1",
    arguments: [
      ("1,example.org", 1 as UInt64?), ("18446744073709551615,example.org", .max),
      ("\"7\",\"example.org\",more", 7), (" 7 , example.org ", 7), ("0,example.org", nil),
      ("18446744073709551616,example.org", nil), ("-1,example.org", nil), ("1.5,example.org", nil),
      (",example.org", nil), ("x,example.org", nil),
    ])
  func rank(line: String, rank: UInt64?) {
    let (entries, parser) = parse(line, format: .rankDomain)
    #expect(entries.map(\.measure) == (rank.map { [.rank($0)] } ?? []))
    #expect(parser.tally.rejected == (rank == nil ? ["bad-rank": 1] : [:]))
  }

  @Test(
    "Weights are finite, above 0 and at most 10¹²",
    arguments: [
      ("example.org,1", 1 as Double?), ("example.org,0.25", 0.25), ("example.org,1e12", 1e12),
      ("\"example.org\", \"2.5E3\"", 2500), ("example.org,0", nil), ("example.org,-1", nil),
      ("example.org,1.1e12", nil), ("example.org,inf", nil), ("example.org,nan", nil),
      ("example.org,0x10", nil),
      ("example.org,1e999", nil), ("example.org,", nil), ("example.org,many", nil),
    ])
  func weight(line: String, weight: Double?) {
    let (entries, parser) = parse(line, format: .domainWeight)
    #expect(entries.map(\.measure) == (weight.map { [.weight($0)] } ?? []))
    #expect(parser.tally.rejected == (weight == nil ? ["bad-weight": 1] : [:]))
  }

  @Test("A line with too few columns is rejected", arguments: [ListFormat.rankDomain, .domainWeight])
  func missingColumn(format: ListFormat) {
    #expect(parse("example.org", format: format).parser.tally.rejected == ["missing-column": 1])
  }

  @Test(
    "The format is that of the first usable line",
    arguments: [
      ("example.org\nexample.net,2\n", ListFormat.lines, 1),
      ("1,example.org\n2,example.net\n", .rankDomain, 2),
      ("example.org,5\nexample.net,1\n", .domainWeight, 2),
      ("# c\n\n!\n1,example.org\nexample.net\n", .rankDomain, 1),
      ("rank,domain\n1,example.org\n", .rankDomain, 1),
      ("\"Domain\",\"Weight\"\nexample.org,3\n", .domainWeight, 1),
      ("\u{feff}domain\nexample.org\n", .lines, 1),
      ("GlobalRank,TldRank,Domain,TLD\n1,1,example.org,org\n2,2,example.net,net\n", .majestic, 2),
    ])
  func detection(text: String, format: ListFormat, count: Int) {
    let (entries, parser) = parse(text)
    #expect(parser.format == format)
    #expect(entries.count == count)
  }

  @Test("A header is one in line 1 only, whether the format was given or not")
  func header() {
    for format in [nil, ListFormat.rankDomain] {
      let (entries, parser) = parse("Rank,Domain\n1,example.org\nrank,domain\n", format: format)
      #expect(entries.map(\.measure) == [.rank(1)])
      #expect(parser.tally.headers == 1)
      #expect(parser.tally.rejectedCount == 1)
    }
  }

  @Test("BOM, CRLF, comments, blank lines and a last line without its end")
  func layout() {
    let (entries, parser) = parse("\u{feff}example.org\r\n\r\n# comment\n \t\nexample.net")
    #expect(entries.map(\.name.text) == ["example.org", "example.net"])
    #expect(entries.map(\.line) == [1, 5])
    #expect(parser.tally.blank == 3)
    #expect(parser.tally.lines == 5)
    #expect(parse("").parser.tally == ListTally())
  }

  @Test(
    "Any split of the octets gives the same entries and the same tally", arguments: 0..<60 as Range<UInt64>)
  func splits(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "example.org", "1,", ",5", "\n", "\r\n", "\n", "#", "\u{feff}", "bücher.example", "\"", "@", "https://",
      " ",
      "rank,domain", "a.example", String(repeating: "x", count: 2100), "\0",
    ]
    var octets: [UInt8] = []
    for _ in 0..<80 { octets += Array(pieces.randomElement(using: &random)!.utf8) }
    if Bool.random(using: &random) { octets.insert(0xff, at: octets.count / 2) }
    let whole = parse(octets)
    let tally = whole.parser.tally
    #expect(tally.lines == tally.entries + tally.blank + tally.headers + tally.passedOver + tally.rejectedCount)
    for chunk in [1, 2, 3, 7, 64, Int.random(in: 1...5000, using: &random)] {
      let split = parse(octets, chunk: chunk)
      #expect(split.entries == whole.entries)
      #expect(split.parser.tally == tally)
      #expect(split.parser.format == whole.parser.format)
    }
  }

  @Test("A line without end is rejected, and not held")
  func endlessLine() {
    var parser = ListParser(format: .lines, toASCII: toASCII)
    var entries: [ListEntry] = []
    parser.consume(Array("example.org\n".utf8), into: &entries)
    let chunk = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 18)
    let before = residentPages()
    for _ in 0..<(1 << 12) { parser.consume(chunk, into: &entries) }
    // Other tests run at the same time: far less than the line, and more than their needs.
    #expect(residentPages() - before < 16_384, "1 GiB took more than 64 MiB of memory")
    parser.consume(Array("\nexample.net\n".utf8), into: &entries)
    #expect(entries.map(\.name.text) == ["example.org", "example.net"])
    #expect(parser.tally.rejected == ["line-too-long": 1])
    #expect(parser.tally.samples.first?.text.count == 80)
  }
}
