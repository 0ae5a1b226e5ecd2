import SurveyCore
import SurveyReport

/// A line of output of `probe`: what one look at one name saw, in the columns of `v_probe`.
struct LookLine {
  let observation: Observation
  let isFinal: Bool

  init(of observation: Observation, isFinal: Bool) {
    self.observation = observation
    self.isFinal = isFinal
  }

  /// The line of a request's look.
  func text(for request: ProbeRequest) -> String {
    let (target, ending, session) = (observation.target, observation.ending, observation.session)
    let timings = observation.timings
    return JSONLine.text(
      [
        .init("scan", JSONValue(request.scan)), .init("label", JSONValue(request.scan)),
        .init("address", .string(target.address.description)), .init("port", .integer(Int64(target.port))),
        .init("server_name", .string(target.serverName.text)), .init("look", .string(observation.look.rawValue)),
        // As the view has them: 0 and 1.
        .init("is_final", .integer(isFinal ? 1 : 0)), .init("outcome", .string(ending.outcome.rawValue)),
        .init("reason", .string(ending.reason.word)), .init("stage", .string(ending.stage.rawValue)),
        .init("reply_code", JSONValue(ending.replyCode.map { Int($0.rawValue) })),
        .init("reply_text", ending.text.isEmpty ? .null : JSONLine.octets(ending.text)),
        .init("tls_version", JSONValue(session?.version.description)),
        .init("cipher", JSONValue(session?.cipherSuite.rawValue)),
        .init("kx_group", JSONValue(session?.group?.rawValue)), .init("signature", JSONValue(session?.signature)),
        .init("pfs", JSONValue(session.map { $0.hasForwardSecrecy ? 1 : 0 })),
        .init("chain_sha256", JSONValue(observation.chain?.sha256.description)),
        .init("leaf_sha256", JSONValue(observation.chain?.leaf.sha256.description)), .init("inferred", .integer(0)),
        .init("observed_at", .string(observation.observedAt.iso8601)),
        .init("milliseconds", .integer(Int64(timings.total))),
        .init("connect_milliseconds", JSONValue(timings.connect)),
        .init("handshake_milliseconds", JSONValue(timings.handshake)),
        .init("masked", JSONValue(ending.isMasked.map { $0 ? 1 : 0 })),
        .init(
          "chain", observation.chain.map { .array($0.certificates.map { JSONLine.base64($0.der) }) } ?? .null),
      ], tag: request.tag)
  }
}
