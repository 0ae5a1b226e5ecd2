import SurveyDNS

/// A resolver that is known to answer.
struct AnsweringResolver {
  let resolver: Resolver
  /// Whether validated answers come through it; where none do, it has no anchor, so that all DNSSEC is unknown.
  let isValidating: Bool

  /// Asks before anything else is asked.
  /// - Parameter unknown: what nothing is known of where no answer can be validated.
  /// - Throws: `Refusal` (75) where it does not answer.
  init(_ configuration: ResolverConfiguration, unknown: String) async throws {
    var configuration = configuration
    switch try await Resolver.patientPreflight(configuration) {
    case .validating: isValidating = true
    case .unvalidated(let reason):
      configuration.trustAnchorFile = nil
      isValidating = false
      Terminal.say("mxcensus: the resolver gives no validated answers (\(reason)); \(unknown)")
    case .dead(let reason):
      throw Refusal(
        .temporary, "the resolver does not answer (\(reason)); check --resolver or the network, then run this again")
    }
    resolver = try Resolver(configuration)
  }
}
