import SurveyCore
import Testing

@testable import mxcensus

@Suite struct RequestTests {
  private func resolve(_ line: String) throws -> ResolveRequest {
    try ResolveRequest(JSONRecord(line: Array(line.utf8)))
  }
  private func probe(_ line: String) throws -> ProbeRequest {
    try ProbeRequest(JSONRecord(line: Array(line.utf8)), port: 2_525)
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    let domain = try resolve(#"{"domain":"Example.ORG."}"#)
    #expect(domain.domain.text == "example.org" && domain.weight == 1 && domain.scan == nil && domain.tag == nil)
    let address = try probe(
      #"{"address":"2001:DB8::1","names":["MX.example.org","mx.example.org","b.example"],"more":[1]}"#)
    #expect(address.address.description == "2001:db8::1" && address.port == 2_525)
    #expect(address.names.map(\.text) == ["mx.example.org", "b.example"])
  }

  @Test func uLabelsBecomeALabels() throws {
    #expect(try resolve(#"{"v":1,"domain":"bücher.example"}"#).domain.text == "xn--bcher-kva.example")
  }

  @Test(arguments: [
    "[]", "{}", #"{"domain":null}"#, #"{"domain":1}"#, #"{"domain":"a b"}"#, #"{"domain":"ü..example"}"#,
    #"{"domain":"a.example","weight":-1}"#, #"{"domain":"a.example","weight":"1"}"#,
    #"{"domain":"a.example","weight":1e999}"#, #"{"domain":"a.example","scan":1}"#, #"{"v":2,"domain":"a.example"}"#,
    #"{"v":"1","domain":"a.example"}"#,
  ])
  func domainsThatCantBeUsed(line: String) { #expect(throws: JSONRecord.Fault.self) { try resolve(line) } }

  @Test(arguments: [
    #"{"names":["a.example"]}"#, #"{"address":"192.0.2.1"}"#, #"{"address":"192.0.2.1","names":[]}"#,
    #"{"address":"192.0.2.1","names":"a.example"}"#, #"{"address":"192.0.2.1","names":[1]}"#,
    #"{"address":"192.0.2.1","names":["-"]}"#, #"{"address":"192.0.2.01","names":["a.example"]}"#,
    #"{"address":"192.0.2.1","port":0,"names":["a.example"]}"#,
    #"{"address":"192.0.2.1","port":65536,"names":["a.example"]}"#,
    #"{"address":"192.0.2.1","port":1.5,"names":["a.example"]}"#,
  ])
  func addressesThatCantBeUsed(line: String) { #expect(throws: JSONRecord.Fault.self) { try probe(line) } }

  @Test func aLineThatCantBeUsedIsAnsweredWithItsNumberAndTag() throws {
    func answer(_ octets: [UInt8]?) -> String? {
      let answer = LineAnswer(InputLine(number: 7, octets: octets)) { record throws(JSONRecord.Fault) in
        try ResolveRequest(record)
      }
      if case .error(let line) = answer { return line }
      return nil
    }
    #expect(answer(Array(#"{"domain":"a.example"}"#.utf8)) == nil)
    #expect(
      answer(Array(#"{"tag":[1.0]}"#.utf8)) == #"{"v":1,"error":"domain is missing","line":7,"tag":[1.0]}"# + "\n")
    #expect(answer(Array("{]".utf8)) == #"{"v":1,"error":"not JSON from octet 2 on","line":7}"# + "\n")
    #expect(answer(nil)?.contains(#""line":7}"#) == true)
  }
}
