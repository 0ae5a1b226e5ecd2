internal import CZlib

/// Undoes gzip by zlib. Members follow one another (RFC 1952 §2.2); zeros after a member are padding.
@safe final class GzipDecoder: ListDecoder {
  private var stream = unsafe z_stream()
  private(set) var isComplete = true

  init() throws(ListDecoderFault) {
    let code = unsafe mxc_gzip_begin(&stream)
    guard code == Z_OK else { throw .damaged(code: code) }
  }

  deinit { unsafe inflateEnd(&stream) }

  func decode(_ input: inout ArraySlice<UInt8>) throws(ListDecoderFault) -> [UInt8] {
    while true {
      if isComplete {
        while input.first == 0 { input.removeFirst() }
        guard !input.isEmpty else { return [] }
        isComplete = false
      }
      let (octets, code) = inflatePiece(&input)
      switch code {
      case Z_STREAM_END:
        isComplete = true
        let code = unsafe inflateReset(&stream)
        guard code == Z_OK else { throw .damaged(code: code) }
      // Z_BUF_ERROR: neither input nor room for output was left, which is no error.
      case Z_OK, Z_BUF_ERROR: break
      case Z_MEM_ERROR: throw .needsTooMuchMemory
      default: throw .damaged(code: code)
      }
      if !octets.isEmpty || (input.isEmpty && code != Z_STREAM_END) { return octets }
    }
  }

  private func inflatePiece(_ input: inout ArraySlice<UInt8>) -> (octets: [UInt8], code: Int32) {
    var code = Z_OK
    var left = 0
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: maximumPiece) { buffer, count in
      unsafe input.withUnsafeBytes { source in
        // zlib does not write to its input; its type is older than `const`.
        let next = unsafe source.bindMemory(to: UInt8.self).baseAddress
        unsafe stream.next_in = UnsafeMutablePointer(mutating: next)
        unsafe stream.avail_in = uInt(source.count)
        unsafe stream.next_out = buffer.baseAddress
        unsafe stream.avail_out = uInt(maximumPiece)
        code = unsafe inflate(&stream, Z_NO_FLUSH)
        left = unsafe Int(stream.avail_in)
        count = unsafe maximumPiece - Int(stream.avail_out)
        unsafe stream.next_in = nil
        unsafe stream.next_out = nil
      }
    }
    input = input.suffix(left)
    return (octets, code)
  }
}
