/// The octets of a list, unpacked where the file is packed; whether it is, its first octets say and not its name.
struct ListOctets: ~Copyable {
  private let path: String
  private var source: ListSource
  private let decoder: (any ListDecoder)?
  /// Octets of the file that have not been handed on.
  private var pending: ArraySlice<UInt8>

  /// Opens a file; `-` is standard input.
  init(_ path: String) async throws(ListReadError) {
    var source = try await ListSource(path)
    var head: [UInt8] = []
    // A pipe may bring its first octets one by one.
    while head.count < ListCompression.magicLength {
      let octets = try await source.next()
      if octets.isEmpty { break }
      head += octets
    }
    let decoder: (any ListDecoder)?
    do {
      decoder = try ListCompression(magic: head)?.makeDecoder()
    } catch {
      throw .packed(path: path, offset: 0, fault: error)
    }
    self.path = path
    self.source = source
    self.decoder = decoder
    pending = head[...]
  }

  /// The next octets; empty at the end.
  mutating func next() async throws(ListReadError) -> [UInt8] {
    guard let decoder else {
      guard pending.isEmpty else {
        defer { pending = [] }
        return Array(pending)
      }
      return try await source.next()
    }
    while true {
      let octets = try decode(by: decoder)
      if !octets.isEmpty { return octets }
      pending = try await source.next()[...]
      guard pending.isEmpty else { continue }
      guard decoder.isComplete else { throw fault(.truncated) }
      return []
    }
  }

  private mutating func decode(by decoder: any ListDecoder) throws(ListReadError) -> [UInt8] {
    do {
      return try decoder.decode(&pending)
    } catch {
      throw fault(error)
    }
  }

  /// A fault at the place in the file up to which it was taken in.
  private func fault(_ fault: ListDecoderFault) -> ListReadError {
    .packed(path: path, offset: source.offset - pending.count, fault: fault)
  }
}
