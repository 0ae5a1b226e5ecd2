/// Undoes a compression piece by piece, in constant memory: what it gives at once has a limit, whatever the octets that it
/// takes stand for.
protocol ListDecoder: AnyObject {
  /// Takes octets from the front of the input and gives what they stand for, at most `maximumPiece` octets.
  /// - Returns: nothing only where more input is needed.
  func decode(_ input: inout ArraySlice<UInt8>) throws(ListDecoderFault) -> [UInt8]
  /// Whether the input may end here: at no place within a member or frame.
  var isComplete: Bool { get }
}

/// Octets that a decoder gives at once, at most.
let maximumPiece = 1 << 18

/// Why packed octets could not be unpacked.
public enum ListDecoderFault: Error, Hashable, Sendable {
  /// They end within a member or frame.
  case truncated
  /// They break the format, or a checksum is wrong; the number is the library's.
  case damaged(code: Int32)
  /// They ask for more memory than a list is given.
  case needsTooMuchMemory
  /// They are packed in a way that another program undoes.
  case otherPacking(OtherPacking)
}
