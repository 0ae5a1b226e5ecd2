/// How the octets of a list are packed, told from their first ones.
enum ListCompression: Hashable {
  /// gzip members (RFC 1952), one after another.
  case gzip
  /// Zstandard frames (RFC 8878), one after another.
  case zstandard
  /// Packed in a way that is not undone here.
  case other(OtherPacking)

  /// Octets that are needed to tell.
  static let magicLength = 6

  /// Tells from the beginning of a file; `nil`: it is not packed. No line of a list begins like this: these octets are no
  /// text, or no name in its first columns.
  init?(magic octets: some Collection<UInt8>) {
    if octets.starts(with: [0x1f, 0x8b]) {
      self = .gzip
    } else if octets.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) || ListCompression.isSkippable(octets) {
      self = .zstandard
    } else if let packing = OtherPacking.allCases.first(where: { $0.begins(octets) }) {
      self = .other(packing)
    } else {
      return nil
    }
  }

  /// What undoes it.
  func makeDecoder() throws(ListDecoderFault) -> any ListDecoder {
    switch self {
    case .gzip: try GzipDecoder()
    case .zstandard: try ZstandardDecoder()
    case .other(let packing): throw .otherPacking(packing)
    }
  }

  /// RFC 8878 §3.1.2: a frame with an application's own data may come first, as of pzstd.
  private static func isSkippable(_ octets: some Collection<UInt8>) -> Bool {
    guard let first = octets.first, first & 0xf0 == 0x50 else { return false }
    return octets.dropFirst().starts(with: [0x2a, 0x4d, 0x18])
  }
}

/// Packings that lists come in and that are undone by other programs.
public enum OtherPacking: String, Hashable, Sendable, CaseIterable {
  /// An archive, whose one file is the list: as Tranco and Umbrella are published.
  case zip = "ZIP"
  /// As `xz` writes.
  case xz = "xz"
  /// As `bzip2` writes.
  case bzip2 = "bzip2"

  /// Whether a file with these first octets is packed so.
  func begins(_ octets: some Collection<UInt8>) -> Bool {
    switch self {
    case .zip: octets.starts(with: [0x50, 0x4b, 0x03, 0x04])
    case .xz: octets.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])
    // A level stands between: `BZh` alone may begin a name.
    case .bzip2: octets.starts(with: [0x42, 0x5a, 0x68]) && octets.dropFirst(4).starts(with: [0x31, 0x41])
    }
  }

  /// The command that unpacks a file to standard output.
  public var unpacking: String {
    switch self {
    case .zip: "unzip -p"
    case .xz: "xz -dc"
    case .bzip2: "bzip2 -dc"
    }
  }
}
