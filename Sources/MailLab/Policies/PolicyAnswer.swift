/// What a policy host does once TLS is up and the policy was asked for.
public struct PolicyAnswer: Hashable, Sendable, Codable {
  /// What it writes: an HTTP response, or anything else.
  public var octets: Octets
  /// How many octets it writes at once; `nil`: all.
  public var pieceLength: Int?
  /// How long it waits between pieces, in milliseconds.
  public var pauseMilliseconds: Int
  /// What it does after the last octet.
  public var ending: Ending
  /// Whether it does TLS at all; if not, `octets` come in clear.
  public var isUnderTLS: Bool

  /// What a policy host does after the last octet.
  public enum Ending: String, Hashable, Sendable, Codable, CaseIterable {
    /// Ends TLS and the connection in order.
    case close
    /// Ends the connection without ending TLS.
    case cut
    /// Reads on and says nothing more.
    case mute
  }

  /// Where an HTTP response says that its body ends (RFC 9112 §6.3).
  public enum Framing: Hashable, Sendable {
    /// Content-Length.
    case length
    /// Chunks of so many octets.
    case chunked(Int)
    /// The end of the connection.
    case connection
  }

  /// An answer of any octets.
  public init(
    octets: Octets, pieceLength: Int? = nil, pauseMilliseconds: Int = 0, ending: Ending = .close,
    isUnderTLS: Bool = true
  ) {
    self.octets = octets
    self.pieceLength = pieceLength
    self.pauseMilliseconds = pauseMilliseconds
    self.ending = ending
    self.isUnderTLS = isUnderTLS
  }

  /// A sound response with a policy, or with what ought to be one.
  public static func policy(_ body: Octets) -> PolicyAnswer { response(body: body) }

  /// An HTTP response.
  /// - Parameters:
  ///   - status: status code and reason phrase.
  ///   - fields: header fields as they stand in a line, without those that delimit the body.
  public static func response(
    status: String = "200 OK", fields: [String] = ["Content-Type: text/plain"], body: Octets,
    framing: Framing = .length
  ) -> PolicyAnswer {
    var lines = ["HTTP/1.1 \(status)"] + fields
    var content = body.bytes
    switch framing {
    case .length: lines.append("Content-Length: \(content.count)")
    case .chunked(let length):
      lines.append("Transfer-Encoding: chunked")
      content = chunks(content, of: max(1, length))
    case .connection: break
    }
    let head = lines.map { "\($0)\r\n" }.joined() + "\r\n"
    return PolicyAnswer(octets: Octets(Array(head.utf8) + content))
  }

  /// A redirect, which no sender may follow (RFC 8461 §3.3).
  public static func redirect(to location: String, status: String = "301 Moved Permanently") -> PolicyAnswer {
    response(status: status, fields: ["Location: \(location)"], body: "")
  }

  /// Never answers.
  public static let silent = PolicyAnswer(octets: "", ending: .mute)

  /// The same answer in pieces.
  public func inPieces(of length: Int, everyMilliseconds pause: Int = 0) -> PolicyAnswer {
    var answer = self
    answer.pieceLength = length
    answer.pauseMilliseconds = pause
    return answer
  }

  /// The same answer with another ending.
  public func ending(_ ending: Ending) -> PolicyAnswer {
    var answer = self
    answer.ending = ending
    return answer
  }

  private static func chunks(_ content: [UInt8], of length: Int) -> [UInt8] {
    var result: [UInt8] = []
    for start in stride(from: 0, to: content.count, by: length) {
      let chunk = content[start..<min(content.count, start + length)]
      result += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
    return result + Array("0\r\n\r\n".utf8)
  }
}
