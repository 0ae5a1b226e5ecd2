/// The `tlsrpt` column: whether a domain wants reports of failed TLS (RFC 8460).
public enum TLSRPTStatus: String, Sendable, Hashable, CaseIterable {
  /// No record.
  case none
  /// One sound record.
  case valid
  /// A record that no report can be sent by.
  case invalid
}

/// What is wrong with a TLSRPT record.
public enum TLSRPTDefect: Hashable, Sendable {
  /// The record is no list of fields (RFC 8460 §3).
  case syntax
  /// More than one record begins with `v=TLSRPTv1` (RFC 8460 §3).
  case multiple
  /// No `rua`, or one that is no list of URIs (RFC 8460 §3).
  case rua
  /// No URI of a scheme that reports can go to: `mailto` and `https` (RFC 8460 §3).
  case scheme

  /// A word for tables and logs.
  public var word: String {
    switch self {
    case .syntax: "tlsrpt.syntax"
    case .multiple: "tlsrpt.multiple"
    case .rua: "tlsrpt.rua"
    case .scheme: "tlsrpt.scheme"
    }
  }
}
