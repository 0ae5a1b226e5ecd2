/// What a sender comes to with one domain's mail; the columns of `v_sender`.
public enum DeliveryResult: String, Sendable, Hashable, CaseIterable {
  /// Delivered over TLS to a host that proved its name to the sender's satisfaction.
  case authenticated
  /// Delivered over TLS, the certificate not checked or its failure ignored.
  case encrypted
  /// Delivered in the clear.
  case plaintext
  /// Not delivered; the sender tries again, until it gives up after days.
  case deferred
  /// Returned to its author at once.
  case bounced
  /// No host answers anyone.
  case undeliverable
  /// The survey can't tell what a sender would meet.
  case inconclusive
}
