/// What must stand in a column beside outcome and reason, for the look that counts.
public struct RecordedFact: Hashable, Sendable {
  /// Where it stands.
  public let column: Column
  /// The value, or for texts a part of it.
  public let value: String

  /// Columns that a fault shows in.
  public enum Column: String, Hashable, Sendable, CaseIterable {
    /// Of `v_probe`: the code of the reply that ended the probe.
    case replyCode = "reply_code"
    /// Of `v_probe`: what the peer said last, as it was sent.
    case replyText = "reply_text"
    /// Of `v_probe`: whether the offer of STARTTLS is written over.
    case masked
    /// Of `v_probe`.
    case tlsVersion = "tls_version"
    /// Of `v_probe`.
    case keyExchangeGroup = "kx_group"
    /// Of `v_host`: the verification's errors.
    case errors
    /// Of `v_host`: whom the certificate names.
    case name
    /// Of `v_host`: whether the chain was in date.
    case time
    /// Of `v_certificate`, the leaf.
    case serial
    /// Of `v_certificate`, the leaf: its names, as a JSON array.
    case dnsNames = "dns_names"
    /// Of `v_certificate`, the leaf.
    case keyBits = "key_bits"

    /// Whether the value is a part of what stands there.
    public var isText: Bool {
      switch self {
      case .replyText, .errors, .dnsNames: true
      case .replyCode, .masked, .tlsVersion, .keyExchangeGroup, .name, .time, .serial, .keyBits: false
      }
    }
  }

  init(_ column: Column, _ value: String) {
    self.column = column
    self.value = value
  }
}
