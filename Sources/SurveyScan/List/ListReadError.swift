import Glibc

/// Why a list could not be read; the run stops.
public enum ListReadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file could not be opened, by `errno`.
  case open(path: String, errno: Int32)
  /// Reading failed after so many octets, by `errno`.
  case read(path: String, offset: Int, errno: Int32)
  /// The file is packed and could not be unpacked past this octet of it.
  case packed(path: String, offset: Int, fault: ListDecoderFault)

  /// What was tried, and what happened.
  public var description: String {
    switch self {
    case .open(let path, let errno): "can't open \(path): \(ListReadError.words(errno))"
    case .read(let path, let offset, let errno):
      "can't read \(path) past octet \(offset): \(ListReadError.words(errno))"
    case .packed(let path, let offset, let fault): ListReadError.words(path, offset, fault)
    }
  }

  private static func words(_ path: String, _ offset: Int, _ fault: ListDecoderFault) -> String {
    switch fault {
    case .truncated:
      "\(path) is compressed and ends in the middle, after octet \(offset): fetch it again, as what it has is not all"
    case .damaged(let code):
      "\(path) is compressed and damaged at about octet \(offset) (error \(code)): fetch it again"
    case .needsTooMuchMemory:
      "\(path) asks for more memory than lists are given, at octet \(offset); unpack it first and give it as -f -"
    case .otherPacking(let packing):
      "\(path) is packed as \(packing.rawValue), which is not undone here: \(packing.unpacking) \(path) | mxcensus scan -f - …"
    }
  }

  private static func words(_ errno: Int32) -> String {
    guard let words = unsafe strerror(errno) else { return "errno \(errno)" }
    return unsafe String(cString: words)
  }
}
