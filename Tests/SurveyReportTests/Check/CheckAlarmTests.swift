import SurveyCore
import SurveyReport
import Testing

@Suite struct CheckAlarmTests {
  @Test func wordsAreReadAndUnknownOnesRefused() throws {
    #expect(try CheckAlarm("unreachable,self-signed").words == ["self-signed", "unreachable"])
    for text in ["", "self_signed", "self-signed,", "self-signed, mixed"] {
      #expect(throws: CheckAlarm.UnknownWord.self) { try CheckAlarm(text) }
    }
  }

  @Test func onlyTheLowestPreferenceCounts() throws {
    let second = DomainName(uncheckedCanonical: "mx2.example.org")
    let backup = Checked.host([Checked.selfSigned], preference: 20, name: second)
    let domain = Checked.domain([Checked.host([Checked.address()]), backup])
    let alarm = try CheckAlarm(CheckAlarm.allWords.filter { $0 != "ca-verified" }.joined(separator: ","))
    #expect(alarm.causes(in: domain).isEmpty)
    #expect(try CheckAlarm("ca-verified").causes(in: domain) == ["mx1.example.org is ca-verified"])
  }

  @Test func aMixedHostHasEachOfItsClasses() throws {
    let other = CheckedAddress(
      address: .v4(0xC000_0202), observations: [Checked.observation(ProbeEnding(stage: .startTLS, reason: .noStartTLS))]
    )
    let domain = Checked.domain([Checked.host([Checked.selfSigned, other])])
    #expect(
      try CheckAlarm("mixed,no-tls,self-signed,ca-expired").causes(in: domain)
        == ["self-signed", "no-tls", "mixed"].map { "mx1.example.org is \($0)" })
  }

  @Test func unreachableIsWhatNobodyCanDeliverTo() throws {
    let alarm = try CheckAlarm("unreachable")
    let ends: [(Stage, Reason, Bool)] = [
      (.connect, .tcpRefused, true), (.greeting, .greeting5xx, true), (.policy, .policy(.reserved), true),
      (.policy, .policy(.blocklisted), false), (.connect, .local(.noIPv6), false), (.startTLS, .noStartTLS, false),
    ]
    for (stage, reason, isUnreachable) in ends {
      let domain = Checked.domain([Checked.host([Checked.address(stage, reason)])])
      #expect(alarm.causes(in: domain).isEmpty != isUnreachable, "\(reason)")
    }
    #expect(alarm.causes(in: Checked.domain([], status: .nxdomain)) == ["example.org is unreachable (nxdomain)"])
    #expect(alarm.causes(in: Checked.domain([], status: .null)).isEmpty)
  }
}
