import SurveyCore

/// One wave in `report.json`: what it was, who answered, and its rows of the tables.
struct WaveJSON {
  let wave: WaveSummary

  /// The wave, with the columns of `v_scan` as far as a report knows them, its lists, settings and coverage.
  var value: JSONValue {
    [
      "label": .string(wave.label), "wave_date": .string(wave.waveDate), "epoch": .integer(wave.dateInstant.epoch),
      "started_at": .string(wave.startedAt.iso8601), "finished_at": .string(wave.finishedAt.iso8601),
      "synthetic": .bool(wave.isSynthetic), "frame": .string(wave.frame.rawValue),
      "domains": JSONValue(wave.domainCount), "listed_domains": JSONValue(wave.listedDomains),
      "mx_hosts": JSONValue(wave.hostCount), "vantage": JSONValue(wave.vantage), "version": .string(wave.version),
      "classifier_version": JSONValue(wave.classifierVersion),
      "trust_store_sha256": digest(wave.trustStoreSHA256), "list_sha256": digest(wave.listSHA256),
      "public_suffix_sha256": digest(wave.publicSuffixSHA256 ?? ""),
      "settings": .array(
        wave.settings.sorted { $0.key < $1.key }.map { ["name": .string($0.key), "value": .string($0.value)] }),
      "lists": .array(
        wave.lists.map { list in
          [
            "name": .string(list.name), "weighting": .string(list.weighting.rawValue),
            "rejected_lines": JSONValue(list.rejectedLines),
          ]
        }),
      "coverage": coverage, "inference": inference, "reservations": reservations,
    ]
  }

  private var reservations: JSONValue {
    let forgotten = wave.reservations.forgotten
    return [
      "forgotten": [
        "domains": JSONValue(forgotten.domains), "mx_hosts": JSONValue(forgotten.hosts),
        "addresses": JSONValue(forgotten.addresses),
      ],
      "clock_jumps": .array(wave.reservations.clockJumps.map { JSONValue($0) }),
    ]
  }

  /// Rows of `v_sender`.
  var senders: [JSONValue] {
    wave.senders.map { row in
      .object(
        [
          .init("label", .string(wave.label)), .init("wave_date", .string(wave.waveDate)),
          .init("policy", .string(row.policy)), .init("domains", JSONValue(row.domains)),
        ] + DeliveryResult.allCases.map { .init($0.rawValue, JSONValue(row.shares[$0] ?? 0)) })
    }
  }

  /// Rows of `v_breakdown`.
  var breakdown: [JSONValue] {
    wave.breakdown.map { row in
      [
        "label": .string(wave.label), "wave_date": .string(wave.waveDate), "topic": .string(row.topic.rawValue),
        "key": .string(row.key), "hosts": JSONValue(row.hosts), "certificates": JSONValue(row.certificates),
      ]
    }
  }

  private var coverage: JSONValue {
    [
      "domains": .array(
        MXStatus.allCases.map { ["mx_status": .string($0.rawValue), "count": JSONValue(wave.domains[$0] ?? 0)] }),
      "mx_hosts": .array(
        Outcome.allCases.map { outcome in
          [
            "outcome": .string(outcome.rawValue), "reachable": .bool(outcome.isReachable),
            "count": JSONValue(wave.hosts[outcome] ?? 0),
          ]
        }),
      "mx_hosts_without_address": .array(
        DNSFailure.allCases.map { failure in
          ["reason": .string(failure.word), "count": JSONValue(wave.hostsWithoutAddress[failure] ?? 0)]
        }),
      "reasons": .array(
        wave.sortedReasons.map { reason in
          [
            "outcome": .string(reason.outcome.rawValue), "reason": .string(reason.reason),
            "count": JSONValue(reason.count),
          ]
        }),
    ]
  }

  private var inference: JSONValue {
    guard let inference = wave.inference else { return .null }
    return [
      "addresses": JSONValue(inference.addresses), "inferred": JSONValue(inference.names),
      "checked": JSONValue(inference.checks), "wrong": JSONValue(inference.wrong),
      "error_percent": JSONValue(inference.error.share.map { $0 * 100 }),
      "low": JSONValue(inference.interval.map { $0.lowerBound * 100 }),
      "high": JSONValue(inference.interval.map { $0.upperBound * 100 }),
    ]
  }

  private func digest(_ hexadecimal: String) -> JSONValue { hexadecimal.isEmpty ? .null : .string(hexadecimal) }
}

extension WaveSummary {
  /// The reasons by outcome, the most frequent first.
  fileprivate var sortedReasons: [ReasonCount] {
    let places = Dictionary(uniqueKeysWithValues: zip(Outcome.allCases, 0...))
    return reasons.sorted { left, right in
      (places[left.outcome] ?? 0, -left.count, left.reason) < (places[right.outcome] ?? 0, -right.count, right.reason)
    }
  }
}
