/// What a domain publishes as its MTA-STS policy: the `mta_sts` and `mta_sts_reason` columns and what is behind them.
public enum MTASTS: Hashable, Sendable {
  /// No policy is announced.
  case absent
  /// A sound policy, with its record's `id` and its octets.
  case sound(MTASTSPolicy, recordID: String, body: [UInt8])
  /// A policy is announced, and can't be had or can't be read; with what there was of it.
  case invalid(MTASTSReason, recordID: String?, body: [UInt8])
  /// Nothing can be said: the record's lookup failed, the host is on the blocklist, or the fault is ours.
  case unknown(MTASTSReason, recordID: String?)

  /// The word of the `mta_sts` column; `nil` where nothing can be said.
  public var status: MTASTSStatus? {
    switch self {
    case .absent: .some(.none)
    case .sound(let policy, _, _):
      switch policy.mode {
      case .enforce: .enforce
      case .testing: .testing
      case .none: .modeNone
      }
    case .invalid: .invalid
    case .unknown: nil
    }
  }

  /// The word of the `mta_sts_reason` column; `nil` where there is nothing to explain.
  public var reason: String? {
    switch self {
    case .absent, .sound: nil
    case .invalid(let reason, _, _), .unknown(let reason, _): reason.word
    }
  }

  /// The record's `id`; `nil` where there was no valid record.
  public var recordID: String? {
    switch self {
    case .absent: nil
    case .sound(_, let id, _): id
    case .invalid(_, let id, _), .unknown(_, let id): id
    }
  }

  /// The policy; `nil` where there is no sound one.
  public var policy: MTASTSPolicy? { if case .sound(let policy, _, _) = self { policy } else { nil } }

  /// The policy as it came; empty where none did. What its author wrote, to be escaped before it is shown.
  public var body: [UInt8] {
    switch self {
    case .sound(_, _, let body), .invalid(_, _, let body): body
    case .absent, .unknown: []
    }
  }
}
