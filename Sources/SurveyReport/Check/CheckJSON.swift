import SurveyCore

extension CheckedDomain {
  /// The domain as a JSON object: every key is always there, `null` where nothing can be said. New keys may be added;
  /// those that are there keep their meaning. Words are those of the database's views.
  public var json: JSONValue {
    let advice = advice
    return [
      "domain": .string(name.text), "kind": .string(kind.rawValue), "judged_at": .string(judgedAt.iso8601),
      "mx_status": .string(mxStatus.rawValue), "mx_dnssec": .string(mxDNSSEC.rawValue),
      "class": JSONValue(result?.word), "authenticated": JSONValue(isAuthenticated),
      "mx": .array(hosts.map { json($0) }), "mta_sts": mtaSTS?.json ?? .null, "tlsrpt": tlsrpt?.json ?? .null,
      "advice": .array(advice.map(\.json)), "senders": .array(senders(advice: advice).map(\.json)),
    ]
  }

  private func json(_ host: CheckedHost) -> JSONValue {
    [
      "host": .string(host.host.text), "preference": .integer(Int64(host.preference)),
      "dns": JSONValue(host.lookup.failure?.word), "dnssec": .string(host.lookup.dnssec.rawValue),
      "dane": JSONValue(host.tlsa.map { _ in host.dane.rawValue }),
      "tlsa": .array((host.tlsa?.rrset?.records ?? []).map { .string($0.description) }),
      "mta_sts_listed": JSONValue(mtaSTS?.policy.map { _ in isListed(host) }),
      "class": JSONValue(host.sightings.result?.word), "class_best": JSONValue(host.sightings.best?.word),
      "class_worst": JSONValue(host.sightings.worst?.word), "addresses": .array(host.addresses.map(\.json)),
    ]
  }
}

extension CheckedAddress {
  /// The address with what was seen there and what it is worth.
  fileprivate var json: JSONValue {
    let ending = final.ending
    let session = final.session
    return [
      "address": .string(address.description), "outcome": .string(outcome.rawValue),
      "reason": .string(ending.reason.word), "stage": .string(ending.stage.rawValue),
      "reply_code": JSONValue(ending.replyCode.map { Int($0.rawValue) }),
      "reply": JSONValue(ending.text.isEmpty ? nil : String(decoding: ending.text, as: UTF8.self)),
      "observed_at": .string(final.observedAt.iso8601), "look": .string(final.look.rawValue),
      "legacy_only": .bool(failedModernLook != nil), "tls_version": JSONValue(session?.version.description),
      "cipher": JSONValue(session?.cipherSuite.rawValue), "kx_group": JSONValue(session?.group?.rawValue),
      "pfs": JSONValue(session?.hasForwardSecrecy), "class": JSONValue(result?.word),
      "chain": JSONValue(verdict?.chain.rawValue), "name": JSONValue(verdict?.name.rawValue),
      "time": JSONValue(verdict?.time.rawValue), "errors": .array((judged?.finding.errors ?? []).map(\.json)),
      "dane": JSONValue(daneWord), "certificates": .integer(Int64(certificates.count)),
      "leaf": leaf?.json(sha256: final.chain?.leaf.sha256) ?? .null,
      "looks": .array(
        observations.map { observation in
          [
            "look": .string(observation.look.rawValue), "outcome": .string(observation.ending.outcome.rawValue),
            "reason": .string(observation.ending.reason.word),
          ]
        }),
    ]
  }

  private var daneWord: String? {
    switch dane {
    case .match: "match"
    case .mismatch: "mismatch"
    case .unusable: "unusable"
    case nil: nil
    }
  }
}

extension MTASTS {
  fileprivate var json: JSONValue {
    [
      "status": JSONValue(status?.rawValue), "reason": JSONValue(reason), "id": JSONValue(recordID),
      "max_age": JSONValue(policy?.maxAge),
      "mx": .array((policy?.patterns ?? []).map { .string($0.description) }),
    ]
  }
}

extension TLSRPT {
  fileprivate var json: JSONValue {
    var uris: [ReportURI] = []
    if case .sound(let found) = self { uris = found }
    return [
      "status": JSONValue(status?.rawValue), "reason": JSONValue(reason),
      "rua": .array(uris.map { .string($0.text) }),
    ]
  }
}

extension Advice {
  fileprivate var json: JSONValue {
    [
      "word": .string(word), "weight": .string(weight.rawValue), "host": JSONValue(host),
      "addresses": .array(addresses.map { .string($0.description) }), "text": .string(text),
      "write": .array(write.map { .string($0) }), "not_delivering": .array(refusing.map { .string($0) }),
      "delivering_in_plaintext": .array(exposing.map { .string($0) }),
    ]
  }
}

extension SenderOutlook {
  fileprivate var json: JSONValue {
    let result: String? = shares.map { $0.sole?.rawValue ?? "mixed" }
    return [
      "policy": .string(policy.name), "title": .string(policy.title), "result": JSONValue(result),
      "shares": shares.map { shares in
        .object(DeliveryResult.allCases.map { JSONValue.Member($0.rawValue, .number(shares[$0])) })
      } ?? .null, "because": .array(because.map { .string($0) }), "caveat": JSONValue(policy.caveat),
    ]
  }
}
