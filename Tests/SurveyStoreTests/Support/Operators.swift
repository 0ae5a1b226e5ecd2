import SurveyCore

@testable import SurveyStore

extension OperatorNaming {
  /// Hosts with a number belong to one of five operators by it, the others to their last two labels.
  static let byNumber = OperatorNaming(sha256: .synthetic("public suffix list")) { host in
    let digits = host.text.prefix { $0 != "." }.drop { !$0.isNumber }
    if let number = Int(digits) { return DomainName(uncheckedCanonical: "op\(number % 5).example") }
    return DomainName(uncheckedCanonical: host.text.split(separator: ".").suffix(2).joined(separator: "."))
  }
}

extension Wave {
  func finish(judging plans: [JudgementPlan], finishedAt: Instant) async throws {
    try await finish(judging: plans, finishedAt: finishedAt, operatorOf: .byNumber)
  }

  func judgeAgain(_ plan: JudgementPlan) async throws -> Bool { try await judgeAgain(plan, operatorOf: .byNumber) }
}
