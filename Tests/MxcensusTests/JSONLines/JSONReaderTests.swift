import Foundation
import Testing

@testable import mxcensus

@Suite struct JSONReaderTests {
  private func value(_ text: String) throws -> JSONDocument { try JSONReader.read(Array(text.utf8)).value }

  @Test(arguments: [
    ("null", JSONDocument.null), (" true ", .bool(true)), ("false", .bool(false)), ("-0.10e+5", .number("-0.10e+5")),
    ("1e400", .number("1e400")), (#""""#, .string("")),
    (#""a\"\\\/\b\f\n\r\t\u00e9""#, .string("a\"\\/\u{8}\u{c}\n\r\té")),
    (#""\ud83d\ude00""#, .string("😀")), (#""\ud83d""#, .string("\u{fffd}")),
    (#""\ud83d\u0041""#, .string("\u{fffd}A")), (#""\udc00x""#, .string("\u{fffd}x")), ("[]", .array([])),
    ("{}", .object([])), ("\"ü\"", .string("ü")),
  ])
  func readsWhatRFC8259Allows(text: String, expected: JSONDocument) throws { #expect(try value(text) == expected) }

  @Test(arguments: [
    "", " ", "nul", "nulll", "tru", "01", "-", "1.", ".5", "1e", "+1", "0x1", "NaN", "'a'", "\"", "\"\t\"", #""\x""#,
    #""\u12g4""#, #""\u12""#, "[1,]", "[1 2]", "[", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1}}",
    "1 2",
    "\u{feff}1",
  ])
  func refusesWhatItDoesNot(text: String) { #expect(throws: JSONReader.Fault.self) { try value(text) } }

  /// A reader of somebody else's says the same of what is in question. (It lets a comma before the end pass.)
  @Test(arguments: [
    "01", "1.", "-", "[1 2]", "{\"a\":}", "\"\t\"", "1 2", "-0.10e+5", "[[],{}]", " {\"a\" : [ 1 , null ] } ",
  ])
  func agreesWithFoundation(text: String) {
    let isRead = (try? value(text)) != nil
    let data = Data(text.utf8)
    #expect(isRead == ((try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)) != nil))
  }

  @Test func octetsThatAreNoTextAreRefused() {
    #expect(throws: JSONReader.Fault.self) { try JSONReader.read([0x22, 0xff, 0x22]) }
    #expect(throws: JSONReader.Fault.self) { try JSONReader.read([0x22, 0xed, 0xa0, 0x80, 0x22]) }
  }

  @Test func depthIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try value(nested(JSONReader.maximumDepth + 1))
    #expect(throws: JSONReader.Fault.self) { try value(nested(JSONReader.maximumDepth + 2)) }
    #expect(throws: JSONReader.Fault.self) { try value(String(repeating: "[", count: 1_000_000)) }
  }

  /// What is passed through comes out as it went in.
  @Test(arguments: [
    "1.0", "1e400", "12345678901234567890", #"{ "b":1,"a" : [ ] }"#, #""\u0041\/""#, #"{"a":1,"a":2}"#, "null",
  ])
  func membersKeepTheirOctets(tag: String) throws {
    let record = try JSONRecord(line: Array("{ \"tag\" : \(tag) , \"domain\":\"x\" }".utf8))
    #expect(record.octets("tag").map { String(decoding: $0, as: UTF8.self) } == tag)
    #expect(JSONLine.text([], tag: record.octets("tag")) == "{\"v\":1,\"tag\":\(tag)}\n")
  }
}
