import SurveyCore

/// A line of input of `probe`: an address with its server names.
struct ProbeRequest: Sendable, Hashable {
  /// The wave, as the caller calls it.
  let scan: String?
  let address: Address
  let port: UInt16
  /// Each once; not empty.
  let names: [DomainName]
  /// JSON as it came.
  let tag: [UInt8]?

  /// - Parameter port: where a line names none.
  init(_ record: JSONRecord, port: UInt16) throws(JSONRecord.Fault) {
    try record.checkVersion()
    scan = try record.textIfAny("scan")
    address = try record.address("address")
    guard let port = UInt16(exactly: try record.integerIfAny("port") ?? Int(port)), port > 0 else {
      throw JSONRecord.Fault(words: "port is not 1 to 65535")
    }
    self.port = port
    var names: [DomainName] = []
    var seen: Set<DomainName> = []
    for text in try record.texts("names") {
      let name = try JSONRecord.name(text, of: "names")
      if seen.insert(name).inserted { names.append(name) }
    }
    guard !names.isEmpty else { throw JSONRecord.Fault(words: "names is empty") }
    self.names = names
    tag = record.octets("tag")
  }
}
