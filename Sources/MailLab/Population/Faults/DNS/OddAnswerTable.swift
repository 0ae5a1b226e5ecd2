/// A population's odd answers by the question that they are for.
struct OddAnswerTable: Sendable {
  private struct Key: Hashable {
    let name: [UInt8]
    let type: UInt16
  }

  private let manners: [Key: OddAnswer.Manner]
  private let others: OddAnswer.Manner?

  /// A table; a population that is valid has at most one answer to a question.
  ///
  /// - Parameter others: what is answered to all other questions; `nil`: what the name server says.
  init(_ answers: [OddAnswer], others: OddAnswer.Manner? = nil) {
    self.others = others
    let entries = answers.flatMap { answer in
      answer.types.map { (Key(name: WireName.octets(answer.name), type: $0.number), answer.manner) }
    }
    manners = Dictionary(entries) { first, _ in first }
  }

  /// What is answered; `nil`: what the name server says.
  subscript(question: DNSQuestion) -> OddAnswer.Manner? {
    manners[Key(name: question.name, type: question.type)] ?? others
  }
}

extension Population {
  /// Throws where an odd answer is for no name of the laboratory, for no type, or for a question that has one already.
  func validateOddAnswers() throws(PopulationError) {
    var questions: Set<String> = []
    for answer in oddAnswers {
      guard Self.isPlayable(answer.name), !answer.types.isEmpty,
        answer.types.allSatisfy({ questions.insert("\(answer.name) \($0.rawValue)").inserted })
      else { throw .oddAnswer(answer.name) }
      guard case .records(let records) = answer.manner else { continue }
      // What is answered must fit into one datagram: no more than clients of today announce.
      let size = records.reduce(0) { $0 + answer.name.utf8.count + 12 + $1.data.bytes.count }
      guard size <= 900 else { throw .oddAnswer(answer.name) }
    }
  }
}
