import SurveyCore
import Testing

@Suite struct PresentedChainTests {
  private static func certificate(_ number: UInt8, der: [UInt8]) throws -> PresentedCertificate {
    let sha256 = try #require(Fingerprint(octets: [UInt8](repeating: number, count: 32)))
    return PresentedCertificate(sha256: sha256, der: der)
  }

  @Test func certificatesAreTheSameWhereTheirDigestsAre() throws {
    let first = try PresentedChainTests.certificate(1, der: [1])
    #expect(first == (try PresentedChainTests.certificate(1, der: [])))
    #expect(first != (try PresentedChainTests.certificate(2, der: [1])))
    #expect(Set([first, try PresentedChainTests.certificate(1, der: [2])]).count == 1)
  }

  @Test func theLeafIsTheFirst() throws {
    let certificates = try (1...3).map { try PresentedChainTests.certificate($0, der: [$0]) }
    let chain = PresentedChain(sha256: certificates[2].sha256, certificates: certificates)
    #expect(chain.leaf.der == [1])
    #expect(chain.certificates.map(\.der) == [[1], [2], [3]])
  }
}
