/// Reads a line of input, or says why it can't be used.
enum LineAnswer<Request: Sendable>: Sendable {
  case request(Request)
  /// The line of output that answers it.
  case error(String)

  init(_ line: InputLine, _ read: (JSONRecord) throws(JSONRecord.Fault) -> Request) {
    guard let octets = line.octets else {
      self = .error(
        JSONLine.error("the line is longer than \(InputLine.maximumLength) octets", line: line.number))
      return
    }
    var tag: [UInt8]?
    do throws(JSONRecord.Fault) {
      let record = try JSONRecord(line: octets)
      tag = record.octets("tag")
      self = .request(try read(record))
    } catch {
      self = .error(JSONLine.error(error.words, line: line.number, tag: tag))
    }
  }
}
