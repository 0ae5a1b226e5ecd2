/// What is wrong with an announced MTA-STS policy: with its record, with getting it, or with its text.
public enum MTASTSDefect: Error, Hashable, Sendable {
  /// The TXT record is no list of fields (RFC 8461 §3.1).
  case recordSyntax
  /// The TXT record has no `id`, or one that is not 1 to 32 letters and digits (RFC 8461 §3.1).
  case recordID
  /// More than one TXT record begins with `v=STSv1` (RFC 8461 §3.1).
  case recordMultiple

  /// The policy host has no address, or its name is too long to exist (RFC 8461 §3.3).
  case noAddress
  /// Every address of the policy host refused the connection.
  case refused
  /// A router said that the policy host can't be reached.
  case unreachable
  /// The policy host did not answer, or not wholly, before the deadline (RFC 8461 §3.3 suggests a minute).
  case timeout
  /// The policy host ended the connection before the response was whole. Where only the end of the connection delimits
  /// the response, one without close_notify is such an end (RFC 9112 §9.8).
  case closed
  /// No TLS, or none with a certificate that vouches for the policy host (RFC 8461 §3.3).
  case tls(TLSFault)
  /// Another status than 200 (RFC 8461 §3.3), a redirect among them, which must not be followed; `nil`: no HTTP at all.
  case http(status: Int?)
  /// The media type is not `text/plain` (RFC 8461 §3.2).
  case type
  /// More than 64 KiB of policy (RFC 8461 §3.3), or a response with more around it than any server needs.
  case size

  /// The policy is empty.
  case empty
  /// A line that is no field, or octets that are no text (RFC 8461 §3.2).
  case syntax
  /// No `version`, or another than `STSv1` (RFC 8461 §3.2).
  case version
  /// No `mode`, or another than `enforce`, `testing` and `none` (RFC 8461 §3.2).
  case mode
  /// No `max_age`, or none of 0 to 31,557,600 seconds (RFC 8461 §3.2).
  case maxAge
  /// An `mx` that is neither a host name nor one behind `*.` (RFC 8461 §3.2).
  case mx
  /// No `mx`, though the mode is not `none` (RFC 8461 §3.2).
  case noMX

  /// Why TLS with the policy host failed.
  public enum TLSFault: Hashable, Sendable {
    /// The handshake did not complete: no TLS, none from version 1.2 up, or an alert.
    case handshake
    /// The certificate has this class under the policy host's name; only `ca-verified` will do.
    case certificate(CertificateClass)
  }

  /// One of each word, in the order in which a discovery meets them.
  public static let all: [MTASTSDefect] = [
    .recordSyntax, .recordID, .recordMultiple, .noAddress, .refused, .unreachable, .timeout, .closed,
    .tls(.handshake), .http(status: nil), .type, .size, .empty, .syntax, .version, .mode, .maxAge, .mx, .noMX,
  ]

  /// The word in `mta_sts_reason`.
  public var word: String {
    switch self {
    case .recordSyntax: "sts.record_syntax"
    case .recordID: "sts.record_id"
    case .recordMultiple: "sts.record_multiple"
    case .noAddress: "sts.no_address"
    case .refused: "sts.refused"
    case .unreachable: "sts.unreachable"
    case .timeout: "sts.timeout"
    case .closed: "sts.closed"
    case .tls: "sts.tls"
    case .http: "sts.http"
    case .type: "sts.type"
    case .size: "sts.size"
    case .empty: "sts.empty"
    case .syntax: "sts.syntax"
    case .version: "sts.version"
    case .mode: "sts.mode"
    case .maxAge: "sts.max_age"
    case .mx: "sts.mx"
    case .noMX: "sts.no_mx"
    }
  }

  /// What a sender would report of it: the result type of RFC 8460 §4.3.2.2; `nil` for a faulty record, which senders
  /// take for none.
  public var resultType: String? {
    switch self {
    case .recordSyntax, .recordID, .recordMultiple: nil
    case .tls(.certificate): "sts-webpki-invalid"
    case .noAddress, .refused, .unreachable, .timeout, .closed, .tls(.handshake), .http, .type, .size:
      "sts-policy-fetch-error"
    case .empty, .syntax, .version, .mode, .maxAge, .mx, .noMX: "sts-policy-invalid"
    }
  }
}
