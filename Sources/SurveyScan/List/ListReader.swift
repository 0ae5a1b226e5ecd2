public import SurveyCore

/// Reads a domain list from a file or standard input in constant memory, however long it is, and whatever a compressed one
/// (gzip, Zstandard) unpacks to.
public struct ListReader: Sendable {
  /// Entries that the sink gets at once, at most.
  public static let maximumBatch = 1_000

  private let parser: ListParser

  /// A reader; the parameters are those of `ListParser`.
  public init(
    format: ListFormat? = nil, reduces: Bool = false,
    toASCII: @escaping @Sendable (_ text: String) throws -> DomainName
  ) {
    parser = ListParser(format: format, reduces: reduces, toASCII: toASCII)
  }

  /// Reads a list to its end.
  /// - Parameters:
  ///   - path: the file; `-` is standard input.
  ///   - digest: takes in the octets of the list; of a compressed file those that it unpacks to, so that the same list is
  ///     the same however it is packed.
  ///   - sink: takes the entries in the order of the list, in batches; what it throws ends the reading.
  /// - Returns: what became of the lines, and the format that the list has; `nil` where no line showed it.
  /// - Throws: `ListReadError`, `CancellationError`, or what the sink throws.
  public func read(
    _ path: String, digest: inout some StreamDigest, sink: ([ListEntry]) async throws -> Void
  ) async throws -> (tally: ListTally, format: ListFormat?) {
    var parser = parser
    var source = try await ListOctets(path)
    var entries: [ListEntry] = []
    while true {
      try Task.checkCancellation()
      let octets = try await source.next()
      if octets.isEmpty { break }
      digest.update(octets)
      parser.consume(octets, into: &entries)
      try await drain(&entries, sink, keepsRemainder: true)
    }
    parser.finish(into: &entries)
    try await drain(&entries, sink, keepsRemainder: false)
    return (parser.tally, parser.format)
  }

  /// Hands on whole batches, and at the end the rest.
  private func drain(
    _ entries: inout [ListEntry], _ sink: ([ListEntry]) async throws -> Void, keepsRemainder: Bool
  ) async throws {
    var rest = entries[...]
    while rest.count >= ListReader.maximumBatch || (!keepsRemainder && !rest.isEmpty) {
      try await sink(Array(rest.prefix(ListReader.maximumBatch)))
      rest = rest.dropFirst(ListReader.maximumBatch)
    }
    entries = Array(rest)
  }
}
