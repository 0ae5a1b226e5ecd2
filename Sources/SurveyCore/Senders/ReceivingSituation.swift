/// A receiving domain of one MX host with one address, as the question "Will my certificate be refused?" pictures it.
///
/// The situations differ in nothing but what their titles say: every name of the certificate is the MX host's, nothing
/// is signed and no policy is published, unless the title has it otherwise.
public enum ReceivingSituation: Sendable, Hashable, CaseIterable {
  /// A self-signed certificate and nothing else.
  case selfSigned
  /// The same, with a matching `3 1 1` TLSA record, and MX, address and TLSA RRsets that are secure.
  case selfSignedWithDANE
  /// The same as `selfSigned`, under an MTA-STS policy of mode `enforce` that lists the host.
  case selfSignedWithMTASTS
  /// A certificate from a trusted CA, out of date.
  case expired
  /// A certificate from a trusted CA under a name that is neither the host's nor the domain's.
  case wrongName
  /// STARTTLS isn't offered.
  case noTLS
  /// A certificate from a trusted CA, in date, under the MX host's name.
  case verified

  /// The situation, for people.
  public var title: String {
    switch self {
    case .selfSigned: "self-signed"
    case .selfSignedWithDANE: "self-signed, DANE-EE matches"
    case .selfSignedWithMTASTS: "self-signed, MTA-STS enforce"
    case .expired: "from a CA, expired"
    case .wrongName: "from a CA, wrong name"
    case .noTLS: "no STARTTLS"
    case .verified: "from a CA, names the MX host"
    }
  }

  /// The domain as a sender finds it.
  public var domain: DeliveryDomain {
    let address =
      switch self {
      case .selfSigned, .selfSignedWithMTASTS: DeliveryAddress(outcome: .tls, certificateClass: .selfSigned)
      case .selfSignedWithDANE: DeliveryAddress(outcome: .tls, certificateClass: .selfSigned, matchesTLSA: true)
      case .expired: DeliveryAddress(outcome: .tls, certificateClass: .caExpired)
      case .wrongName: DeliveryAddress(outcome: .tls, certificateClass: .caWrongName)
      case .noTLS: DeliveryAddress(outcome: .noStartTLS)
      case .verified: DeliveryAddress(outcome: .tls, certificateClass: .caVerified)
      }
    let isSigned = self == .selfSignedWithDANE
    let hasPolicy = self == .selfSignedWithMTASTS
    let host = DeliveryHost(
      preference: 10, tlsa: isSigned ? .usable : .insecure, isListedByPolicy: hasPolicy, addresses: [address])
    return DeliveryDomain(
      mxStatus: .mx, mxDNSSEC: isSigned ? .secure : .insecure, mtaSTS: hasPolicy ? .enforce : MTASTSStatus.none,
      hosts: [host])
  }
}
