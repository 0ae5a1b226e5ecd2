public import SurveyCore

/// What a domain publishes about the transport of its mail, in the words of the database's columns.
public struct PolicyWords: Sendable, Hashable {
  /// The status of MTA-STS; `nil` where it can't be known.
  public var mtaSTS: MTASTSStatus?
  /// Why there is no sound policy; `nil` where nothing is wrong.
  public var reason: String?
  /// The `id` of the TXT record; `nil` without one.
  public var recordID: String?
  /// The policy as it was served; empty without one.
  public var body: [UInt8]
  /// The status of TLSRPT; `nil` where it can't be known.
  public var tlsrpt: TLSRPTStatus?

  /// A policy in words.
  public init(mtaSTS: MTASTSStatus?, reason: String?, recordID: String?, body: [UInt8], tlsrpt: TLSRPTStatus?) {
    self.mtaSTS = mtaSTS
    self.reason = reason
    self.recordID = recordID
    self.body = body
    self.tlsrpt = tlsrpt
  }

  /// A policy that was looked up.
  public init(_ policy: MailPolicy) {
    self.init(
      mtaSTS: policy.mtaSTS.status, reason: policy.mtaSTS.reason, recordID: policy.mtaSTS.recordID,
      body: policy.mtaSTS.body, tlsrpt: policy.tlsrpt.status)
  }

  /// The policy itself; `nil` where there is no sound one.
  var policy: MTASTSPolicy? {
    switch mtaSTS {
    case .enforce, .testing, .modeNone:
      do { return try MTASTSPolicy(body: body) } catch { return nil }
    case nil, .some(.none), .invalid: return nil
    }
  }
}
