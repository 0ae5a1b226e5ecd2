/// A question in DNS wire format (RFC 1035 §4.1), as far as a forwarder has to read it.
struct DNSQuestion: Hashable, Sendable {
  /// The whole message.
  private(set) var message: [UInt8]
  /// Where the header and the question end.
  private let questionEnd: Int
  /// The type that is asked for.
  let type: UInt16

  /// `nil`: no query with one question, or cut short.
  init?(_ message: [UInt8]) {
    guard message.count >= 12, message[2] & 0x80 == 0, message[4] == 0, message[5] == 1,
      let nameEnd = Self.endOfName(message, from: 12), nameEnd + 4 <= message.count
    else { return nil }
    self.message = message
    questionEnd = nameEnd + 4
    type = UInt16(message[nameEnd]) << 8 | UInt16(message[nameEnd + 1])
  }

  /// The identifier, RFC 1035 §4.1.1.
  var identifier: UInt16 {
    get { UInt16(message[0]) << 8 | UInt16(message[1]) }
    set { (message[0], message[1]) = (UInt8(newValue >> 8), UInt8(newValue & 0xFF)) }
  }

  /// The name that is asked for, in wire format and lower case.
  var name: [UInt8] { WireName.folded(message[12..<(questionEnd - 4)]) }

  /// Whether the type is one that DNSSEC brought, or all types.
  var asksForDNSSEC: Bool {
    // DS, RRSIG, NSEC, DNSKEY, NSEC3, NSEC3PARAM, ANY.
    [43, 46, 47, 48, 50, 51, 255].contains(type)
  }

  /// An answer without records and without an error.
  var emptyAnswer: [UInt8] { answer() }

  /// An answer to the question.
  ///
  /// - Parameters:
  ///   - code: what became of it.
  ///   - isTruncated: whether it says that it was cut for want of room.
  ///   - records: the records of its answer section.
  func answer(_ code: DNSResponseCode = .noError, isTruncated: Bool = false, records: [OddRecord] = []) -> [UInt8] {
    var answer = Array(message[..<questionEnd])
    answer[2] |= isTruncated ? 0x82 : 0x80
    // Recursion is available; no other flag of the second octet, among them AD and CD.
    answer[3] = 0x80 | code.rawValue
    answer.replaceSubrange(6..<12, with: [UInt8(records.count >> 8), UInt8(records.count & 0xFF), 0, 0, 0, 0])
    for record in records { answer += record.octets(owner: Array(message[12..<(questionEnd - 4)])) }
    return answer
  }

  /// The same question for another name: the first letter of the first label is another one.
  var altered: DNSQuestion {
    var question = self
    if question.questionEnd > 17 {
      question.message[13] = question.message[13] == UInt8(ascii: "z") ? UInt8(ascii: "y") : UInt8(ascii: "z")
    }
    return question
  }

  /// Clears the bit that asks for DNSSEC records (RFC 3225 §3), where the message has an OPT record.
  mutating func clearDO() {
    var place = questionEnd
    // Owner, type, class, TTL and the length of RDATA; a query has no other record before OPT.
    while let nameEnd = Self.endOfName(message, from: place), nameEnd + 10 <= message.count {
      if message[nameEnd] == 0 && message[nameEnd + 1] == 41 { message[nameEnd + 6] &= 0x7F }
      place = nameEnd + 10 + (Int(message[nameEnd + 8]) << 8 | Int(message[nameEnd + 9]))
    }
  }

  /// The index after a name without compression; `nil`: it does not end.
  private static func endOfName(_ message: [UInt8], from start: Int) -> Int? {
    var place = start
    while place < message.count {
      let length = Int(message[place])
      if length == 0 { return place + 1 }
      guard length < 64 else { return nil }
      place += 1 + length
    }
    return nil
  }
}
