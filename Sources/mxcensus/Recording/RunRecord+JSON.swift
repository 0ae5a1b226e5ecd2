import SurveyCore
import SurveyReport
import SurveyStore

extension RunRecord {
  /// The record for programs; `run.schema.json` is its schema.
  var json: JSONValue {
    .object([
      .init("schema", .string(RunRecord.schema)), .init("command", .string("scan")), .init("label", .string(label)),
      .init("database", .string(database)), .init("ending", .string(ending == .finished ? "finished" : "failed")),
      .init("exit_status", .integer(Int64(exitStatus))), .init("message", message),
      .init("started_at", .string(startedAt.iso8601)), .init("finished_at", .string(finishedAt.iso8601)),
      .init("seconds", .number(seconds)), .init("versions", RunRecord.object(versions)),
      .init("settings", RunRecord.object(settings)), .init("wave", wave.map(RunRecord.json) ?? .null),
    ])
  }

  private var message: JSONValue {
    switch ending {
    case .finished: .null
    case .failed(_, let message): .string(message)
    }
  }

  private static func json(_ wave: WaveCounts) -> JSONValue {
    .object([
      .init("state", .string(wave.state.rawValue)), .init("wave_date", .string(wave.waveDate)),
      .init("laboratory", .bool(wave.isSynthetic)), .init("domains", .integer(Int64(wave.domains))),
      .init("mx_hosts", .integer(Int64(wave.hosts))), .init("addresses", .integer(Int64(wave.addresses))),
      .init("probes", .integer(Int64(wave.probes))), .init("list_sha256", wave.listSHA256.map { .string($0) } ?? .null),
      .init("lists", .array(wave.lists.map(json))), .init("domains_by_mx_status", counts(wave.domainsByStatus)),
      .init("mx_hosts_by_outcome", counts(wave.hostsByOutcome)),
      .init("probes_by_outcome", counts(wave.probesByOutcome)),
    ])
  }

  private static func json(_ list: WaveCounts.List) -> JSONValue {
    .object([
      .init("name", .string(list.name)), .init("weighting", .string(list.weighting)),
      .init("lines", .integer(Int64(list.lines))), .init("entries", .integer(Int64(list.entries))),
      .init("rejected_lines", .integer(Int64(list.rejectedLines))),
    ])
  }

  private static func object(_ texts: [String: String]) -> JSONValue {
    .object(texts.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
  }

  /// Every word, those that nothing has with 0.
  private static func counts<Word: RawRepresentable<String> & CaseIterable & Hashable>(_ counts: [Word: Int])
    -> JSONValue
  {
    .object(Word.allCases.map { .init($0.rawValue, .integer(Int64(counts[$0] ?? 0))) })
  }
}
