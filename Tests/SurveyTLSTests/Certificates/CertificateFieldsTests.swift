import Foundation
import SurveyCore
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// What stands in a certificate, as `openssl x509` reads it.
@Suite struct CertificateFieldsTests {
  @Test(arguments: [CertificateKind.caSigned, .selfSigned, .expired, .wildcard, .commonNameOnly, .sha1Signed])
  func agreeWithOpenSSL(kind: CertificateKind) async throws {
    for der in try Authority.get().chain(kind) {
      let fields = try #require(CertificateFields(der: der))
      let scratch = try Scratch()
      let file = try scratch.write(der, as: "certificate.der")
      let lines = try await scratch.output(
        of: "/usr/bin/openssl",
        [
          "x509", "-inform", "DER", "-in", file, "-noout", "-nameopt", "RFC2253", "-subject", "-issuer", "-serial",
          "-startdate", "-enddate", "-dateopt", "iso_8601",
        ]
      ).split(separator: "\n").map(String.init)
      let dates = try [#require(fields.notBefore), #require(fields.notAfter)].map { date in
        date.iso8601.replacingOccurrences(of: "T", with: " ")
      }
      #expect(
        lines == [
          "subject=\(fields.subject)", "issuer=\(fields.issuer)", "serial=\(fields.serial)", "notBefore=\(dates[0])",
          "notAfter=\(dates[1])",
        ])
      let key = try await scratch.shell(
        "openssl x509 -inform DER -in $1 -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum", file)
      #expect(key.hasPrefix("\(try #require(fields.spkiSHA256)) "))
      let text = try await scratch.shell("openssl x509 -inform DER -in $1 -noout -text", file)
      #expect(text.contains("Signature Algorithm: \(fields.signatureAlgorithm)\n"))
      #expect(text.contains("Public-Key: (\(fields.keyBits) bit)"))
      #expect(text.contains("CA:TRUE") == fields.isCA)
      let names = fields.dnsNames.map { "DNS:" + String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")
      #expect(text.contains("DNS:") == !names.isEmpty)
      #expect(text.contains(names) || names.isEmpty)
    }
  }

  @Test func selfSignedIsWhatVerifiesWithItsOwnKey() throws {
    let authority = try Authority.get()
    for kind in CertificateKind.allCases {
      let fields = try #require(CertificateFields(der: authority.chain(kind)[0]))
      #expect(fields.isSelfSigned == (kind == .selfSigned))
      #expect(fields.isCA == false)
      #expect(fields.keyType == "EC" && fields.keyBits == 256)
      #expect(fields.commonNames.count == 1)
    }
    let root = try #require(CertificateFields(der: authority.root))
    #expect(root.isSelfSigned && root.isCA && root.dnsNames.isEmpty && root.dnsNameCount == 0)
  }

  @Test func namesAreCountedBeyondTheLimit() throws {
    let limit = CertificateFields.maximumNames
    for count in [limit, limit + 1] {
      let names = (0..<count).map { "h\($0).example" }
      let value = names.map { "DNS:\($0)" }.joined(separator: ",")
      let leaf = try Forged("mx.mail.example", [(Forged.Extension.subjectAltName, value)])
      let fields = try #require(CertificateFields(der: leaf.der))
      #expect(fields.dnsNameCount == count)
      #expect(fields.dnsNames.count == limit)
      #expect(fields.dnsNames == names.prefix(limit).map { Array($0.utf8) })
    }
  }

  @Test func otherKindsOfNamesAreNoDNSNames() throws {
    let value = "email:postmaster@a.example,IP:192.0.2.1,DNS:a.example,URI:https://b.example/"
    let leaf = try Forged("cn.example", [(Forged.Extension.subjectAltName, value)])
    let fields = try #require(CertificateFields(der: leaf.der))
    #expect(fields.dnsNames == [Array("a.example".utf8)])
    #expect(fields.commonNames == [Array("cn.example".utf8)])
  }

  @Test(arguments: ["a\u{1B}]0;pwned\u{07}", "a\r\nDNS:victim", "\u{202E}live", "Zürich, \"Bank\"", "mx\u{0}good"])
  func hostileSubjectsHaveNoControlCharactersInTheirText(name: String) throws {
    let leaf = try Forged(name, Forged.leaf)
    let fields = try #require(CertificateFields(der: leaf.der))
    #expect(fields.subject.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(fields.commonNames == [Array(name.utf8)])
  }
}
