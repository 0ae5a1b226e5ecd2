/// The `mta_sts` column: what a domain publishes as its MTA-STS policy (RFC 8461).
public enum MTASTSStatus: String, Sendable, Hashable, CaseIterable {
  /// No policy is announced.
  case none
  /// A sound policy of mode `testing`: failures are to be reported, not to stop mail.
  case testing
  /// A sound policy of mode `enforce`: mail must not go to a host that fails it (RFC 8461 §5).
  case enforce
  /// A sound policy of mode `none`: the domain has withdrawn its policy.
  case modeNone = "mode-none"
  /// A policy is announced, and can't be had or can't be read; the reason says why.
  case invalid
}
