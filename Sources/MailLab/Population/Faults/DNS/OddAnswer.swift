/// What the laboratory's resolver answers to questions for a name instead of what the name server says.
///
/// The name should be in an unsigned zone, as nothing odd can be signed: below a signed one it is bogus.
public struct OddAnswer: Hashable, Sendable {
  /// The name that is asked for, in lower case without a trailing dot.
  public let name: String
  /// The types that are asked for.
  public let types: [OddRecord.RecordType]
  /// What is answered.
  public let manner: Manner

  /// What is answered.
  public enum Manner: Hashable, Sendable {
    /// That the server failed (RCODE 2).
    case servfail
    /// That the server does not want to (RCODE 5).
    case refused
    /// Nothing.
    case silence
    /// First, with another identifier, that the name does not exist; a little later the name server's answer.
    case forgedIdentifier
    /// First, to another question, that the name does not exist; a little later the name server's answer.
    case forgedQuestion
    /// Over UDP that the answer has no room; over TCP what the name server says.
    case truncated
    /// Over UDP that the answer has no room; over TCP that the server does not want to (RCODE 5).
    case truncatedForGood
    /// These records.
    case records([OddRecord])
  }

  /// An answer to questions for a name.
  public init(_ name: String, _ types: [OddRecord.RecordType], _ manner: Manner) {
    self.name = name
    self.types = types
    self.manner = manner
  }
}

extension OddAnswer: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, types, answer, records
  }

  private enum Word: String, Codable {
    case servfail, refused, silence, truncated, records
    case forgedIdentifier = "forged-identifier"
    case forgedQuestion = "forged-question"
    case truncatedForGood = "truncated-for-good"
  }

  /// Reads `{"name": …, "types": ["MX"], "answer": "servfail"}`, or with the answer `records` and an array of that name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    types = try container.decode([OddRecord.RecordType].self, forKey: .types)
    manner =
      switch try container.decode(Word.self, forKey: .answer) {
      case .servfail: .servfail
      case .refused: .refused
      case .silence: .silence
      case .forgedIdentifier: .forgedIdentifier
      case .forgedQuestion: .forgedQuestion
      case .truncated: .truncated
      case .truncatedForGood: .truncatedForGood
      case .records: .records(try container.decode([OddRecord].self, forKey: .records))
      }
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(types, forKey: .types)
    let word: Word =
      switch manner {
      case .servfail: .servfail
      case .refused: .refused
      case .silence: .silence
      case .forgedIdentifier: .forgedIdentifier
      case .forgedQuestion: .forgedQuestion
      case .truncated: .truncated
      case .truncatedForGood: .truncatedForGood
      case .records: .records
      }
    try container.encode(word, forKey: .answer)
    if case .records(let records) = manner { try container.encode(records, forKey: .records) }
  }
}
