import SurveyCore
import TestSupport

@testable import MailLab

/// A root, an intermediate and leaves below it, with the TLSA data of each; made once for the whole run.
///
/// ```
/// root ──▶ intermediate ──▶ leaf     names mx.mail.example and *.wild.example
///                       ├─▶ expired  the same name, a day too old
///                       ├─▶ cnOnly   a common name and no subjectAltName
///                       └─▶ sha1     signed with SHA-1, below auth_level 1
/// elsewhere ──▶ a root that signed none of them
/// ```
struct DANEFixture: Sendable {
  static let host = DomainName(uncheckedCanonical: "mx.mail.example")
  static let stranger = DomainName(uncheckedCanonical: "mx.elsewhere.example")

  let root, intermediate, elsewhere: Forged
  let leaf, expired, cnOnly, sha1, selfSigned: Forged
  let associations: [[UInt8]: Association]

  private static let shared = Task { try await DANEFixture() }
  static func get() async throws -> DANEFixture { try await shared.value }

  private init() async throws {
    root = try Forged.authority("dane root")
    intermediate = try Forged.authority("dane intermediate", by: root)
    elsewhere = try Forged.authority("dane elsewhere")
    let names = [
      (nid: Forged.Extension.subjectAltName, value: "DNS:mx.mail.example,DNS:*.wild.example"),
      (nid: Forged.Extension.subjectKeyIdentifier, value: "hash"),
    ]
    leaf = try Forged("dane leaf", by: intermediate, names)
    expired = try Forged("dane expired", days: -100...(-1), by: intermediate, names)
    cnOnly = try Forged("mx.mail.example", by: intermediate, Array(names.dropFirst()))
    sha1 = try Forged("dane sha1", by: intermediate, names, signsWithSHA1: true)
    selfSigned = try Forged("dane self-signed", days: -100...(-1), names)
    let scratch = try Scratch()
    var associations: [[UInt8]: Association] = [:]
    for made in [root, intermediate, elsewhere, leaf, expired, cnOnly, sha1, selfSigned] {
      associations[made.der] = try await Association(made.der, scratch)
    }
    self.associations = associations
  }

  /// A record that asserts a certificate.
  func record(_ usage: UInt8, _ selector: UInt8, _ matchingType: UInt8, _ made: Forged) -> TLSARecord {
    guard let association = associations[made.der] else { preconditionFailure("no certificate of the fixture") }
    return association.record(usage, selector, matchingType)
  }
}
