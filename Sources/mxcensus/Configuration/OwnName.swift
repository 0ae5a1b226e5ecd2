import Glibc
import SurveyCore

/// The name of this host, for EHLO.
enum OwnName {
  /// The fully qualified name, as `hostname --fqdn` finds it; `nil` where there is none that the world could know.
  static var fullyQualified: DomainName? {
    var buffer = [CChar](repeating: 0, count: 257)
    guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return [text, canonical(text)].compactMap { $0.flatMap(name) }.first { isQualified($0) }
  }

  /// Whether a name has more than one label, and the last is none that is only known at home.
  static func isQualified(_ name: DomainName) -> Bool {
    guard let last = name.text.split(separator: ".").last, name.labelCount > 1 else { return false }
    return !homely.contains(String(last))
  }

  /// RFC 6761, RFC 6762, RFC 8375 (`home.arpa` apart), and what installers invent.
  private static let homely: Set<String> = [
    "localhost", "localdomain", "local", "internal", "lan", "home", "corp", "invalid", "test", "example",
  ]

  private static func name(_ text: String) -> DomainName? { try? DomainName(text) }

  private static func canonical(_ text: String) -> String? {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_CANONNAME
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(text, nil, &hints, &list) == 0, let first = unsafe list else { return nil }
    defer { unsafe freeaddrinfo(first) }
    return unsafe first.pointee.ai_canonname.map { unsafe String(cString: $0) }
  }
}
