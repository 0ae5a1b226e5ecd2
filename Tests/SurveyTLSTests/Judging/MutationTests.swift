import SurveyCore
import SurveyTLS
import Testing

@testable import MailLab

/// Octets that are almost a certificate: nothing traps, and nothing but the certificate itself is verified.
@Suite struct MutationTests {
  @Test func octetsThatAreNoCertificateAreOtherInvalid() throws {
    let authority = try Authority.get()
    let judge = try authority.judge()
    let leaf = try authority.chain(.caSigned)[0]
    for octets in [[], [0], [0x30], [0x30, 0x80], [0x30, 0x00], leaf + [0], leaf + leaf, Array("x".utf8)] {
      let judged = judge.judge([octets] + (try authority.chain(.caSigned)).dropFirst(), at: Authority.now)
      #expect(judged.verdict(for: Authority.host).certificateClass == .otherInvalid)
      #expect(judged.verdict(for: Authority.host).name == .none)
      #expect(judged.finding.leafIsParsable == false)
      #expect(judged.from == Instant(epoch: .min) && judged.until == Instant(epoch: .max))
      #expect(CertificateFields(der: octets) == nil)
    }
  }

  @Test(arguments: [CertificateKind.caSigned, .selfSigned]) func everyTruncationIsUnparsable(
    kind: CertificateKind
  ) throws {
    let authority = try Authority.get()
    let judge = try authority.judge()
    let chain = try authority.chain(kind)
    for length in 0..<chain[0].count {
      let judged = judge.judge([Array(chain[0].prefix(length))] + chain.dropFirst(), at: Authority.now)
      #expect(judged.finding.leafIsParsable == false)
      #expect(judged.verdict(for: Authority.host).certificateClass == .otherInvalid)
    }
  }

  @Test func noFlippedBitOfALeafIsVerified() throws {
    let authority = try Authority.get()
    let judge = try authority.judge()
    let chain = try authority.chain(.caSigned)
    #expect(judge.judge(chain, at: Authority.now).verdict(for: Authority.host).certificateClass == .caVerified)
    for bit in 0..<chain[0].count * 8 {
      var leaf = chain[0]
      leaf[bit / 8] ^= 1 << UInt8(bit % 8)
      let verdict = judge.judge([leaf] + chain.dropFirst(), at: Authority.now).verdict(for: Authority.host)
      #expect(verdict.chain != .trusted, "bit \(bit)")
    }
  }

  /// A changed octet anywhere in the chain, leaf or intermediate: trusted only where it is the same again.
  @Test(arguments: [1, 2, 3] as [UInt64]) func noChangedOctetIsVerified(seed: UInt64) throws {
    let authority = try Authority.get()
    let judge = try authority.judge()
    let chain = try authority.chain(.caSigned)
    var generator = SplitMix64(seed: seed)
    for _ in 0..<1_000 {
      var mutated = chain
      let certificate = Int.random(in: 0..<chain.count, using: &generator)
      let place = Int.random(in: 0..<chain[certificate].count, using: &generator)
      mutated[certificate][place] = UInt8.random(in: 0...255, using: &generator)
      let verdict = judge.judge(mutated, at: Authority.now).verdict(for: Authority.host)
      #expect((verdict.certificateClass == .caVerified) == (mutated == chain), "\(certificate) \(place)")
    }
  }

  @Test(arguments: [4, 5] as [UInt64]) func noChangedSelfSignedLeafIsSelfSigned(seed: UInt64) throws {
    let authority = try Authority.get()
    let judge = try authority.judge()
    let leaf = try authority.chain(.selfSigned)[0]
    var generator = SplitMix64(seed: seed)
    for _ in 0..<1_000 {
      var mutated = leaf
      let place = Int.random(in: 0..<leaf.count, using: &generator)
      mutated[place] = UInt8.random(in: 0...255, using: &generator)
      let verdict = judge.judge([mutated], at: Authority.now).verdict(for: Authority.host)
      #expect((verdict.certificateClass == .selfSigned) == (mutated == leaf), "\(place)")
    }
  }

  /// Any octets give fields or none, and the same ones each time.
  @Test(arguments: [6, 7] as [UInt64]) func fieldsOfChangedCertificatesAreStable(seed: UInt64) throws {
    let leaf = try Authority.get().chain(.caSigned)[0]
    var generator = SplitMix64(seed: seed)
    for _ in 0..<500 {
      var mutated = leaf
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        mutated[Int.random(in: 0..<leaf.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      #expect(CertificateFields(der: mutated) == CertificateFields(der: mutated))
    }
  }
}
