import SurveyCore
import SurveyReport
import SurveyStore

/// What the DNS says of one domain, its hosts included.
struct ResolvedDomain: Sendable, Hashable {
  /// An MX host of it.
  struct Host: Sendable, Hashable {
    let exchange: MXExchange
    let finding: HostFinding
  }

  let status: MXStatus
  /// Security of the MX RRset, or of its denial; `nil` where there was no usable answer.
  let dnssec: DNSSECStatus?
  /// How many exchanges the answer had, of which `hosts` are the first hundred.
  let count: Int
  let hosts: [Host]
  /// `nil` where it was not asked.
  let policy: PolicyWords?
  let observedAt: Instant
}

extension ResolvedDomain {
  /// The line that answers a request.
  func line(for request: ResolveRequest) -> String {
    JSONLine.text(
      [
        .init("scan", JSONValue(request.scan)), .init("domain", .string(request.domain.text)),
        .init("weight", .number(request.weight)), .init("mx_status", .string(status.rawValue)),
        .init("mx_dnssec", JSONValue(dnssec?.rawValue)), .init("mx_count", .integer(Int64(count))),
        .init("mx", .array(hosts.map(\.json))), .init("mta_sts", JSONValue(policy?.mtaSTS?.rawValue)),
        .init("mta_sts_reason", JSONValue(policy?.reason)), .init("mta_sts_id", JSONValue(policy?.recordID)),
        .init("mta_sts_policy", policy.map { $0.body.isEmpty ? .null : JSONLine.base64($0.body) } ?? .null),
        .init("tlsrpt", JSONValue(policy?.tlsrpt?.rawValue)), .init("observed_at", .string(observedAt.iso8601)),
      ], tag: request.tag)
  }
}

extension ResolvedDomain.Host {
  fileprivate var json: JSONValue {
    let (lookup, tlsa) = (finding.lookup, finding.tlsa)
    return .object([
      .init("host", .string(exchange.host.text)), .init("preference", .integer(Int64(exchange.preference))),
      .init("status", .string(lookup.failure?.rawValue ?? "ok")), .init("dnssec", .string(lookup.dnssec.rawValue)),
      .init("dns_failure", JSONValue(lookup.partialFailure?.rawValue)),
      .init("addresses", .array(lookup.addresses.map { .string($0.description) })),
      .init("tlsa", .array((tlsa?.records ?? []).map { .string(TLSAText.text(of: $0)) })),
      .init("tlsa_status", JSONValue(tlsa?.state.rawValue)), .init("tlsa_base", JSONValue(tlsa?.base?.text)),
      .init("alias", JSONValue(lookup.isAlias)),
    ])
  }
}
