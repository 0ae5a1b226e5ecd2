internal import SurveyCore

/// What holds for MTA-STS policies whatever their authors write.
enum PolicyLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    let result = read(octets)
    if !octets.contains(UInt8(ascii: "\r")), 2 * octets.count <= MTASTSPolicy.maximumLength {
      let lines = octets.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
      try BrokenLaw.unless(read(lines) == result, "CRLF and LF end lines alike")
    }
    guard case .success(let policy) = result else { return }
    try BrokenLaw.unless((0...MTASTSPolicy.maximumAge).contains(policy.maxAge), "max_age is in its range")
    try BrokenLaw.unless(4 * policy.patterns.count <= octets.count, "a pattern has a line of its own")
    try BrokenLaw.unless(read(written(policy)) == result, "a policy is read as it was written")
    for pattern in policy.patterns { try check(pattern, of: policy) }
  }

  private static func read(_ octets: [UInt8]) -> Result<MTASTSPolicy, MTASTSDefect> {
    do {
      return .success(try MTASTSPolicy(body: octets))
    } catch {
      return .failure(error)
    }
  }

  private static func check(_ pattern: MXPattern, of policy: MTASTSPolicy) throws(BrokenLaw) {
    try BrokenLaw.unless(pattern.matches(pattern.name) == !pattern.isWildcard, "a wildcard stands for one label")
    guard let below = try? DomainName("mx.\(pattern.name)") else { return }
    try BrokenLaw.unless(pattern.matches(below) == pattern.isWildcard, "only a wildcard stands for a label")
    guard pattern.isWildcard else { return }
    try BrokenLaw.unless(policy.matches(below), "a policy vouches for what its patterns match")
  }

  private static func written(_ policy: MTASTSPolicy) -> [UInt8] {
    let patterns = policy.patterns.map { "mx: \($0)\n" }.joined()
    return Array("version: STSv1\nmode: \(policy.mode.rawValue)\n\(patterns)max_age: \(policy.maxAge)\n".utf8)
  }
}
