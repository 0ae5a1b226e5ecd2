internal import CZstd

/// Undoes Zstandard by libzstd. Frames follow one another. A frame may ask for a window of 128 MiB, the library's own
/// limit and what `zstd --ultra` and `--long` write; one that asks for more is refused.
@safe final class ZstandardDecoder: ListDecoder {
  private let context: OpaquePointer
  private(set) var isComplete = true
  /// Whether the last piece was full within a frame, so that the library may hold more of what it has taken in.
  private var mayHoldMore = false

  init() throws(ListDecoderFault) {
    guard let context = unsafe ZSTD_createDCtx() else { throw .needsTooMuchMemory }
    unsafe self.context = context
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  func decode(_ input: inout ArraySlice<UInt8>) throws(ListDecoderFault) -> [UInt8] {
    while !input.isEmpty || mayHoldMore {
      var result = 0
      var taken = 0
      let octets = unsafe [UInt8](unsafeUninitializedCapacity: maximumPiece) { buffer, count in
        unsafe input.withUnsafeBytes { source in
          var output = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: maximumPiece, pos: 0)
          var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
          result = unsafe ZSTD_decompressStream(context, &output, &input)
          taken = unsafe input.pos
          count = unsafe output.pos
        }
      }
      guard ZSTD_isError(result) == 0 else { throw ZstandardDecoder.fault(result) }
      input = input.dropFirst(taken)
      mayHoldMore = octets.count == maximumPiece && result != 0
      isComplete = result == 0
      if !octets.isEmpty { return octets }
    }
    return []
  }

  private static func fault(_ result: Int) -> ListDecoderFault {
    let code = ZSTD_getErrorCode(result)
    switch code {
    case ZSTD_error_frameParameter_windowTooLarge, ZSTD_error_memory_allocation: return .needsTooMuchMemory
    default: return .damaged(code: Int32(clamping: code.rawValue))
    }
  }
}
