import Foundation
import SurveyCore
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// Certificates that are hard to swallow.
@Suite struct HostileCertificateTests {
  /// An RSA key of 16,384 bits: nobody here has its private half, and nobody needs it to judge a certificate.
  @Test func aHugeKeyIsJudgedInTime() async throws {
    let scratch = try Scratch()
    let openssl = "/usr/bin/openssl"
    var generator = SplitMix64(seed: 16_384)
    var modulus = (0..<2_048).map { _ in UInt8.random(in: 0...255, using: &generator) }
    modulus[0] |= 0x80
    modulus[2_047] |= 1
    let key = HostileCertificateTests.sequence(
      HostileCertificateTests.integer([0] + modulus) + HostileCertificateTests.integer([1, 0, 1]))
    let algorithm: [UInt8] = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]
    let spki = HostileCertificateTests.sequence(
      algorithm + [0x03] + HostileCertificateTests.length(key.count + 1) + [0] + key)
    let text = Data(spki).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    let publicKey = try scratch.write(
      Array("-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n".utf8), as: "key.pem")
    let names = try scratch.write(Array("subjectAltName=DNS:mx.mail.example\n".utf8), as: "names.conf")
    let (root, rootKey, leaf) = ("\(scratch.path)/root.pem", "\(scratch.path)/root.key", "\(scratch.path)/leaf.pem")
    _ = try await scratch.output(
      of: openssl,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Root",
        "-days", "30", "-keyout", rootKey, "-out", root,
      ])
    _ = try await scratch.output(
      of: openssl,
      [
        "x509", "-new", "-force_pubkey", publicKey, "-subj", "/CN=mx.mail.example", "-CA", root, "-CAkey", rootKey,
        "-days", "10", "-extfile", names, "-out", leaf,
      ])
    let der = try #require(SurveyTLS.PEM.certificates(Array(try Data(contentsOf: URL(filePath: leaf))))?.first)
    let fields = try #require(CertificateFields(der: der))
    #expect(fields.keyType == "RSA" && fields.keyBits == 16_384)
    let store = try TrustStore(pem: Array(try Data(contentsOf: URL(filePath: root))))
    let now = Instant(epoch: Int64(Date().timeIntervalSince1970) + 60)
    let judge = ChainJudge(trustStore: store, intermediates: IntermediatePool([]))
    let verdict = judge.judge([der], at: now).verdict(for: Authority.host)
    #expect(verdict.certificateClass == .caVerified)
  }

  /// Octets that are no UTF-8 in a UTF8String of the subject: judged or not parsable, and kept as they are.
  @Test(arguments: [[0xff, 0xfe], [0xc3, 0x28], [0xed, 0xa0], [0xc0, 0x80]] as [[UInt8]])
  func aSubjectThatIsNoTextIsNeverVerified(octets: [UInt8]) throws {
    let authority = try Authority.get()
    let chain = try authority.chain(.caSigned)
    let name = Array("mx.mail.example".utf8)
    let place = try #require(
      chain[0].indices.first { $0 + name.count <= chain[0].count && Array(chain[0][$0..<$0 + name.count]) == name })
    var leaf = chain[0]
    leaf.replaceSubrange(place..<place + 2, with: octets)
    let judged = try authority.judge().judge([leaf] + chain.dropFirst(), at: Authority.now)
    #expect(judged.verdict(for: Authority.host).certificateClass == .otherInvalid)
    let presented = try #require(PresentedChain(der: [leaf]))
    #expect(presented.leaf.der == leaf)
    // What can be read of it is text, whatever the author wrote.
    if let fields = CertificateFields(der: leaf) {
      #expect(String(validating: Array(fields.subject.utf8), as: UTF8.self) != nil)
    }
  }

  private static func length(_ count: Int) -> [UInt8] {
    switch count {
    case ..<0x80: [UInt8(count)]
    case ..<0x100: [0x81, UInt8(count)]
    default: [0x82, UInt8(count >> 8), UInt8(count & 0xff)]
    }
  }

  private static func sequence(_ content: [UInt8]) -> [UInt8] { [0x30] + length(content.count) + content }
  private static func integer(_ content: [UInt8]) -> [UInt8] { [0x02] + length(content.count) + content }
}
