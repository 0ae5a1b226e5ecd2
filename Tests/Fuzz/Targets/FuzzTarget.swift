/// The doors through which octets of the world come in, each with the laws that hold whatever the octets are.
///
/// Beside its laws each has those that need no words: no trap, no access outside of memory, no endless loop.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// Replies of an SMTP server. From the first octet 0xFF on they are sent under TLS.
  case smtp
  /// TLS records of a server.
  case handshake
  /// A certificate in DER.
  case certificate
  /// A chain: certificates in DER, one behind the other.
  case chain
  /// RDATA, read as each of the types that are looked up.
  case rdata
  /// The body of an MTA-STS policy.
  case policy
  /// The text of a TXT record that announces MTA-STS.
  case mtaSTSRecord = "mta-sts-record"
  /// The text of a TXT record that announces TLSRPT.
  case tlsrptRecord = "tlsrpt-record"
  /// A domain list.
  case list
  /// A blocklist.
  case blocklist
  /// A distinguished name in the text of RFC 4514.
  case distinguishedName = "distinguished-name"

  /// Takes octets in through the door.
  /// - Throws: the first law that does not hold.
  public func check(_ octets: [UInt8]) throws(BrokenLaw) {
    switch self {
    case .smtp: try SMTPLaws.check(octets)
    case .handshake: try HandshakeLaws.check(octets)
    case .certificate: try CertificateLaws.check(octets)
    case .chain: try ChainLaws.check(octets)
    case .rdata: try RDATALaws.check(octets)
    case .policy: try PolicyLaws.check(octets)
    case .mtaSTSRecord: try AnnouncementLaws.checkMTASTS(octets)
    case .tlsrptRecord: try AnnouncementLaws.checkTLSRPT(octets)
    case .list: try ListLaws.check(octets)
    case .blocklist: try BlocklistLaws.check(octets)
    case .distinguishedName: try DistinguishedNameLaws.check(octets)
    }
  }
}
