/// How the fetch of a policy ended (RFC 8461 §3.3).
public enum PolicyFetch: Hashable, Sendable {
  /// A response of status 200 and type `text/plain` from a host with a valid certificate: the octets of its body.
  case body([UInt8])
  /// The policy could not be had.
  case failed(MTASTSDefect)
  /// The policy host's address lookup gave none.
  case noAddress(DNSFailure)
  /// We chose not to dial.
  case refused(Reason.Policy)
  /// Our own fault.
  case inconclusive(LocalFault)
}
