/// What a sender comes to with one domain's mail, as shares of the ways that the mail may take: they sum to 1.
public struct DeliveryShares: Hashable, Sendable {
  /// The share delivered to hosts that proved their name, 0 … 1.
  public let authenticated: Double
  /// The share delivered over TLS without a proof, 0 … 1.
  public let encrypted: Double
  /// The share delivered in the clear, 0 … 1.
  public let plaintext: Double
  /// The one result of all the mail where none of it is delivered; `nil` where all of it is.
  public let undelivered: DeliveryResult?

  /// All of the mail is delivered, in these shares.
  init(authenticated: Double, encrypted: Double, plaintext: Double) {
    self.authenticated = authenticated
    self.encrypted = encrypted
    self.plaintext = plaintext
    undelivered = nil
  }

  /// None of the mail is delivered.
  init(undelivered: DeliveryResult) {
    authenticated = 0
    encrypted = 0
    plaintext = 0
    self.undelivered = undelivered
  }

  /// The share of one result, 0 … 1.
  public subscript(result: DeliveryResult) -> Double {
    switch result {
    case .authenticated: authenticated
    case .encrypted: encrypted
    case .plaintext: plaintext
    case .deferred, .bounced, .undeliverable, .inconclusive: undelivered == result ? 1 : 0
    }
  }

  /// The result that all of the mail shares; `nil` where hosts or addresses differ.
  public var sole: DeliveryResult? { DeliveryResult.allCases.first { self[$0] == 1 } }
}
