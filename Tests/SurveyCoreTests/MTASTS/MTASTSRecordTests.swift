import Testing

@testable import SurveyCore

/// RFC 8461 §3.1.
@Suite struct MTASTSRecordTests {
  static let id32 = String(repeating: "a1B2", count: 8)

  static let cases: [(records: [String], expected: MTASTSRecord)] = [
    // The RFC's example, and what its grammar allows.
    (["v=STSv1; id=20160831085700Z;"], .valid(id: "20160831085700Z")),
    (["v=STSv1;id=1"], .valid(id: "1")),
    (["v=STSv1 \t;\t id=1 ; "], .valid(id: "1")),
    (["v=STSv1; id=\(id32)"], .valid(id: id32)),
    (["v=STSv1; x=y; id=1; z.-_9=~"], .valid(id: "1")),
    // Of two the first counts, however bad the second.
    (["v=STSv1; id=1; id=2"], .valid(id: "1")),
    (["v=STSv1; id=1; id=?"], .valid(id: "1")),
    (["v=STSv1; id=?; id=1"], .invalid(.recordID)),
    // Other people's records.
    ([], .none),
    (["v=spf1 -all", "hello", ""], .none),
    (["v=STSv2; id=1"], .none),
    (["v=STSv10; id=1"], .none),
    (["V=STSv1; id=1"], .none),
    (["v=stsv1; id=1"], .none),
    ([" v=STSv1; id=1"], .none),
    (["id=1; v=STSv1"], .none),
    (["v=STSv1, id=1"], .none),
    (["v=STSv1\u{0};id=1"], .none),
    (["v=spf1 -all", "v=STSv1; id=1"], .valid(id: "1")),
    // More than one.
    (["v=STSv1; id=1", "v=STSv1; id=1"], .invalid(.recordMultiple)),
    (["v=STSv1; id=1", "v=STSv1"], .invalid(.recordMultiple)),
    // The id.
    (["v=STSv1"], .invalid(.recordID)),
    (["v=STSv1;"], .invalid(.recordID)),
    (["v=STSv1; "], .invalid(.recordID)),
    (["v=STSv1; id="], .invalid(.recordID)),
    (["v=STSv1; ID=1"], .invalid(.recordID)),
    (["v=STSv1; id=\(id32)x"], .invalid(.recordID)),
    (["v=STSv1; id=2016-08-31"], .invalid(.recordID)),
    (["v=STSv1; id=1 2"], .invalid(.recordID)),
    (["v=STSv1; id=é"], .invalid(.recordID)),
    (["v=STSv1; id=1\u{0}"], .invalid(.recordID)),
    // The list of fields.
    (["v=STSv1; id=1;;"], .invalid(.recordSyntax)),
    (["v=STSv1;; id=1"], .invalid(.recordSyntax)),
    (["v=STSv1; id"], .invalid(.recordSyntax)),
    (["v=STSv1; =1; id=1"], .invalid(.recordSyntax)),
    (["v=STSv1; id=1; x=a=b"], .invalid(.recordSyntax)),
    (["v=STSv1; id=1; x=a b"], .invalid(.recordSyntax)),
    (["v=STSv1; id=1; x="], .invalid(.recordSyntax)),
    (["v=STSv1; id =1"], .invalid(.recordSyntax)),
    (["v=STSv1; id=1; \(String(repeating: "n", count: 33))=1"], .invalid(.recordSyntax)),
    (["v=STSv1; id=1; \(String(repeating: "n", count: 32))=1"], .valid(id: "1")),
  ]

  @Test(arguments: cases) func recordIsReadAsTheRFCHasIt(records: [String], expected: MTASTSRecord) throws {
    #expect(try MTASTSRecord(rdata: records.map(txt)) == expected)
    #expect(try MTASTSRecord(rdata: records.reversed().map(txt)) == expected)
  }

  @Test func stringsAreJoined() throws {
    let rdata = [5] + Array("v=STS".utf8) + [8] + Array("v1; id=2".utf8) + [2] + Array("34".utf8)
    #expect(try MTASTSRecord(rdata: [rdata]) == .valid(id: "234"))
  }

  @Test func brokenRDATAIsNoRecord() {
    #expect(throws: MalformedRDATA()) { try MTASTSRecord(rdata: [txt("v=STSv1; id=1"), [9, 1]]) }
  }
}
