/// What a domain publishes for TLSRPT: the `tlsrpt` column and what is behind it.
public enum TLSRPT: Hashable, Sendable {
  /// No record.
  case absent
  /// One sound record.
  case sound([ReportURI])
  /// A record that no report can be sent by.
  case invalid(TLSRPTDefect)
  /// Nothing can be said: the lookup failed.
  case failed(DNSFailure)
  /// Nothing can be said: the fault is ours.
  case inconclusive(LocalFault)

  /// What the answer for `_smtp._tls.<domain>` says.
  public init(_ lookup: TXTLookup) {
    switch lookup {
    case .failed(.nxdomain), .failed(.nodata): self = .absent
    case .failed(let failure): self = .failed(failure)
    case .inconclusive(let fault): self = .inconclusive(fault)
    case .records(let rdata):
      guard let record = try? TLSRPTRecord(rdata: rdata) else {
        self = .failed(.malformed)
        return
      }
      switch record {
      case .none: self = .absent
      case .valid(let uris): self = .sound(uris)
      case .invalid(let defect): self = .invalid(defect)
      }
    }
  }

  /// The word of the `tlsrpt` column; `nil` where nothing can be said.
  public var status: TLSRPTStatus? {
    switch self {
    case .absent: .some(.none)
    case .sound: .valid
    case .invalid: .invalid
    case .failed, .inconclusive: nil
    }
  }

  /// Why there is no sound record, in a word; `nil` where there is nothing to explain.
  public var reason: String? {
    switch self {
    case .absent, .sound: nil
    case .invalid(let defect): defect.word
    case .failed(let failure): failure.word
    case .inconclusive(let fault): fault.word
    }
  }
}
