import SurveyCore

/// What libunbound answered, copied out of `ub_result`.
struct Answer: Hashable, Sendable {
  /// RCODE (RFC 1035 §4.1.1); SERVFAIL also stands for "no server answered".
  var rcode: Int32
  /// RDATA of the RRset at the end of the CNAME chain.
  var records: [[UInt8]]
  /// The name at the end of the CNAME chain, in presentation form; `nil` where the name asked for is no alias.
  var canonicalName: String?
  /// Validated up to the trust anchor.
  var secure: Bool
  /// Validation failed.
  var bogus: Bool
  /// libunbound's words for what failed.
  var whyBogus: String?

  private static let noError: Int32 = 0
  private static let nameError: Int32 = 3

  /// Whether this proves that the resolver lives: it said that the name exists, or that it does not.
  var isConclusive: Bool { !bogus && (rcode == Answer.noError || rcode == Answer.nameError) }

  /// The answer in the words of RFC 9499.
  ///
  /// The RCODE counts, whatever else is there: at the end of a CNAME chain NXDOMAIN is about the last name (RFC 6604
  /// §3), and that there is nothing to deliver to is what matters here.
  func lookup(validating: Bool) -> RecordLookup {
    if bogus { return .failed(.bogus) }
    let status: DNSSECStatus = validating ? (secure ? .secure : .insecure) : .unknown
    return switch rcode {
    case Answer.noError: records.isEmpty ? .nodata(status) : .records(records, status)
    case Answer.nameError: .nxdomain(status)
    default: .failed(.servfail)
    }
  }
}

/// How one question to one context ended.
enum LookupEnding: Hashable, Sendable {
  /// libunbound answered.
  case answer(Answer)
  /// Our own deadline passed.
  case timeout
  /// The asking task was cancelled, or the context was closed.
  case cancelled
  /// libunbound could not take or carry out the question, with its own code.
  case refused(code: Int32)
  /// The context had ended before the question reached it.
  case ended
}
