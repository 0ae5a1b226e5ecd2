internal import CPSL
internal import Glibc
public import SurveyCore

/// The public suffix list (https://publicsuffix.org), by libpsl: what tells the operator of a mail host.
///
/// ```
/// mx1.mail.example.co.uk → example.co.uk      mx.customer.github.io → github.io
/// ```
///
/// Only the list's ICANN section counts. In the private section companies list names below which their customers have
/// sites of their own; whose machines these are is still the company.
///
/// `@unchecked Sendable`: the list is filled once, before anyone else sees it; libpsl then only reads it.
@safe public final class PublicSuffixList: @unchecked Sendable {
  private let list: OpaquePointer
  /// Whether the list is the one compiled into libpsl, which nobody may free.
  private let isBuiltIn: Bool
  /// SHA-256 of the file's octets, so that `sha256sum` tells whether two waves told operators alike; of the list that is
  /// built into libpsl, of its SHA-1 in hexadecimal (`psl_builtin_sha1sum`).
  public let sha256: Fingerprint
  /// The file; `nil` where the list is the one built into libpsl.
  public let path: String?

  /// Why there is no list.
  public enum Failure: Error, Hashable, Sendable {
    /// The file can't be read, with `errno`.
    case unreadable(path: String, errno: Int32)
    /// libpsl finds no suffix in the file.
    case noList(path: String)
    /// This libpsl was built without a list, and the system has none either.
    case missing

    /// What happened, with what to do.
    public var words: String {
      switch self {
      case .unreadable(let path, let number):
        unsafe "can't read the public suffix list \(path): \(String(cString: strerror(number)))"
      case .noList(let path): "\(path) is no public suffix list: it has no ICANN suffix in it"
      case .missing: "there is no public suffix list on this system: install Debian's publicsuffix, or name a file"
      }
    }
  }

  /// Reads a list: text as publicsuffix.org has it, or a DAFSA as Debian packages it.
  /// - Parameters:
  ///   - path: the file; `nil` for the newest that libpsl knows: the system's (Debian's package `publicsuffix`) unless that
  ///     is missing or older than the one built in.
  ///   - digest: SHA-256.
  public convenience init(path: String?, digest: ([UInt8]) -> Fingerprint) throws(Failure) {
    if let path = path ?? PublicSuffixList.systemPath {
      try self.init(file: path, digest: digest)
    } else {
      try self.init(builtIn: (), digest: digest)
    }
  }

  private init(file path: String, digest: ([UInt8]) -> Fingerprint) throws(Failure) {
    var octets = try PublicSuffixList.read(path)
    // What was digested is what is loaded: the file may be replaced at any time.
    let stream = unsafe fmemopen(&octets, octets.count, "r")
    defer { if let stream = unsafe stream { unsafe fclose(stream) } }
    guard let stream = unsafe stream, let list = unsafe psl_load_fp(stream) else { throw .noList(path: path) }
    unsafe self.list = list
    isBuiltIn = false
    sha256 = digest(octets)
    self.path = path
    // Any text is a list to libpsl, if an empty one. Every list has this suffix, and no rule `*` gives it.
    guard unsafe psl_is_public_suffix2(list, "co.uk", PublicSuffixList.icann) == 1 else { throw .noList(path: path) }
  }

  private init(builtIn: Void, digest: ([UInt8]) -> Fingerprint) throws(Failure) {
    guard let list = unsafe psl_builtin(), let sha1 = unsafe psl_builtin_sha1sum() else { throw .missing }
    unsafe self.list = list
    isBuiltIn = true
    sha256 = digest(Array(unsafe String(cString: sha1).utf8))
    path = nil
  }

  deinit { if !isBuiltIn { unsafe psl_free(list) } }

  /// The longest public suffix of a name and one label more: whose name it is.
  ///
  /// A name that is itself a suffix, or has a single label, is its own. A top-level domain that the list does not have is
  /// a suffix (the list's rule `*`).
  public func registrableDomain(of name: DomainName) -> DomainName {
    let text = name.text
    let start = unsafe text.withCString { characters -> Int in
      var registrable = 0
      var suffix = 0
      while unsafe psl_is_public_suffix2(list, characters + suffix, Self.icann) == 0 {
        registrable = suffix
        guard let dot = unsafe strchr(characters + suffix, Self.dot) else { break }
        suffix = unsafe dot - UnsafeMutablePointer(mutating: characters) + 1
      }
      return registrable
    }
    return start == 0 ? name : DomainName(uncheckedCanonical: String(text.dropFirst(start)))
  }

  private static let icann = Int32(PSL_TYPE_ICANN)
  private static let dot = Int32(UInt8(ascii: "."))

  /// The system's list; `nil` where there is none, or where libpsl was built with a newer one.
  private static var systemPath: String? {
    guard let name = unsafe psl_dist_filename() else { return nil }
    let path = unsafe String(cString: name)
    var status = stat()
    guard !path.isEmpty, unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mtim.tv_sec >= psl_builtin_file_time() ? path : nil
  }

  private static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
    defer { close(descriptor) }
    var octets: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while octets.count <= maximumSize {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      guard count >= 0 else { throw .unreadable(path: path, errno: errno) }
      if count == 0 { break }
      octets += chunk.prefix(count)
    }
    guard !octets.isEmpty, octets.count <= maximumSize else { throw .noList(path: path) }
    return octets
  }

  /// Sixty times what the list of 2026 has.
  private static let maximumSize = 16 << 20
}
