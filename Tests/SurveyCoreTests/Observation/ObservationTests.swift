import SurveyCore
import Testing

@Test func looksHaveTheWordsOfTheDatabase() {
  #expect(Look.allCases.map(\.rawValue) == ["modern", "legacy", "anull"])
}

@Test func theSameAddressUnderAnotherNameOrPortIsAnotherTarget() throws {
  let name = try DomainName("mx.example")
  let target = ProbeTarget(address: .v4(1), port: 25, serverName: name)
  #expect(target == ProbeTarget(address: .v4(1), port: 25, serverName: try DomainName("MX.example.")))
  let others = [
    ProbeTarget(address: .v4(2), port: 25, serverName: name),
    ProbeTarget(address: .v6(1), port: 25, serverName: name),
    ProbeTarget(address: .v4(1), port: 2_525, serverName: name),
    ProbeTarget(address: .v4(1), port: 25, serverName: try DomainName("mx2.example")),
  ]
  #expect(Set(others + [target]).count == 5)
}
