import SurveyCore
import SurveyTLS
import Testing

@testable import MailLab

/// The judge and `openssl s_client` before a live server, for the same records.
@Suite(.timeLimit(.minutes(2))) struct DANEAgreementTests {
  struct Server: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let chain: @Sendable (DANEFixture) -> [Forged]
  }

  static let servers = [
    Server(testDescription: "leaf, intermediate, root") { [$0.leaf, $0.intermediate, $0.root] },
    Server(testDescription: "leaf, intermediate") { [$0.leaf, $0.intermediate] },
    Server(testDescription: "leaf alone") { [$0.leaf] },
    Server(testDescription: "leaf, wrong intermediate") { [$0.leaf, $0.elsewhere] },
    Server(testDescription: "expired leaf, intermediate") { [$0.expired, $0.intermediate] },
    Server(testDescription: "SHA-1 leaf, intermediate") { [$0.sha1, $0.intermediate] },
    Server(testDescription: "self-signed leaf") { [$0.selfSigned] },
  ]

  @Test(arguments: servers) func openSSLClientAgrees(server: Server) async throws {
    let fixture = try await DANEFixture.get()
    let chain = server.chain(fixture)
    let questions = Self.questions(leaf: chain[0], fixture)
    let theirs = try await OpenSSLClient.answers(chain: chain.map(\.der), key: chain[0].key, questions)
    let judge = DANEJudge()
    for (question, answer) in zip(questions, theirs) {
      let ours = judge.judge(
        chain: chain.map(\.der), records: question.records, names: [question.name], at: question.instant)
      #expect(OpenSSLClient.Answer(ours.finding) == answer, "\(question.records) \(question.name): \(ours.finding)")
    }
    // Both kinds of answer came, or the comparison says nothing.
    #expect(theirs.contains(.mismatch))
    #expect(theirs.contains(.match(usage: 3, selector: 1, matchingType: 1)))
  }

  private static func questions(leaf: Forged, _ fixture: DANEFixture) -> [OpenSSLClient.Question] {
    var questions: [OpenSSLClient.Question] = []
    for selector in 0...1 as ClosedRange<UInt8> {
      for matchingType in 0...2 as ClosedRange<UInt8> {
        for target in [leaf, fixture.intermediate, fixture.root, fixture.elsewhere] {
          for usage in 2...3 as ClosedRange<UInt8> {
            questions.append(.init(records: [fixture.record(usage, selector, matchingType, target)]))
          }
        }
      }
    }
    let anchor = fixture.record(2, 0, 1, fixture.intermediate)
    let anchor512 = fixture.record(2, 0, 2, fixture.intermediate)
    let key = fixture.record(3, 1, 1, leaf)
    let key512 = fixture.record(3, 1, 2, leaf)
    let long = Int64(86_400 * 500)
    questions += [
      .init(records: [anchor], name: DANEFixture.stranger),
      .init(records: [key], name: DANEFixture.stranger),
      .init(records: [anchor], name: DomainName(uncheckedCanonical: "a.wild.example")),
      .init(records: [anchor], name: DomainName(uncheckedCanonical: "a.b.wild.example")),
      .init(records: [anchor], instant: Authority.now + -long),
      .init(records: [anchor], instant: Authority.now + long),
      .init(records: [key], instant: Authority.now + long),
      .init(records: [key.altered]),
      .init(records: [anchor.altered]),
      .init(records: [anchor, key], name: DANEFixture.stranger),
      .init(records: [anchor, key.altered]),
      .init(records: [anchor.altered, key]),
      .init(records: [key, key512.altered]),
      .init(records: [key.altered, key512]),
      .init(records: [anchor, anchor512.altered]),
      .init(records: [anchor.altered, anchor512]),
      .init(records: [fixture.record(3, 1, 0, leaf), key512.altered]),
      .init(records: [fixture.record(3, 0, 1, leaf), key512.altered]),
      .init(records: [TLSARecord(usage: 3, selector: 0, matchingType: 0, association: [0x30, 0])]),
      .init(records: [TLSARecord(usage: 2, selector: 1, matchingType: 0, association: [1, 2]), key]),
      .init(records: [TLSARecord(usage: 3, selector: 1, matchingType: 1, association: [1, 2])]),
      .init(records: [TLSARecord(usage: 3, selector: 2, matchingType: 1, association: key.association), key512]),
      .init(records: [TLSARecord(usage: 3, selector: 1, matchingType: 3, association: key.association)]),
      .init(records: [fixture.record(1, 1, 1, leaf), key]),
    ]
    return questions
  }
}
