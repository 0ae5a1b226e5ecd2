/// What became of a question, RFC 1035 §4.1.1; those that a laboratory says.
enum DNSResponseCode: UInt8, Hashable, Sendable {
  case noError = 0
  case serverFailure = 2
  case nameError = 3
  case refused = 5
}
