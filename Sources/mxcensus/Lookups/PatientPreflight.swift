import SurveyDNS

extension Resolver {
  /// A preflight that asks twice: a resolver that does not answer may be about to.
  static func patientPreflight(_ configuration: ResolverConfiguration) async throws -> Preflight {
    let first = await preflight(configuration)
    guard case .dead(let reason) = first else { return first }
    Terminal.say("mxcensus: the resolver does not answer (\(reason)); asking again in five seconds")
    try await Task.sleep(for: .seconds(5))
    return await preflight(configuration)
  }
}
