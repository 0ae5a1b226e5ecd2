import Foundation

/// The name of an IPv4 socket: the octets of C's `sockaddr_in` (ip(7)).
///
/// They are laid out by hand: which C module the members of the structure belong to depends on what the compiler has read
/// before, and Swift wants that very module imported where they are used.
struct SocketName {
  private var octets: [UInt8]

  /// - Parameter host: the address as a number.
  init(_ host: UInt32, port: Int) {
    let family = [UInt8](unsafe withUnsafeBytes(of: sa_family_t(AF_INET)) { unsafe Array($0) })
    let name =
      [UInt8(port >> 8), UInt8(port & 0xff)] + (0..<4).map { UInt8(truncatingIfNeeded: host >> (24 - 8 * $0)) }
    octets = family + name + [UInt8](repeating: 0, count: 8)
  }

  /// The port.
  var port: Int { Int(octets[2]) << 8 | Int(octets[3]) }

  /// Gives it to a socket.
  func bind(_ descriptor: Int32) -> Bool {
    unsafe octets.withUnsafeBytes { buffer in
      unsafe Foundation.bind(
        descriptor, buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count)) == 0
    }
  }

  /// Connects a socket to it; `false` also where that is under way.
  func connect(_ descriptor: Int32) -> Bool {
    unsafe octets.withUnsafeBytes { buffer in
      unsafe Foundation.connect(
        descriptor, buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count)) == 0
    }
  }

  /// The name that a socket has.
  init?(of descriptor: Int32) {
    self.init(0, port: 0)
    var count = socklen_t(octets.count)
    let isKnown = unsafe octets.withUnsafeMutableBytes { buffer in
      unsafe getsockname(descriptor, buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self), &count) == 0
    }
    guard isKnown else { return nil }
  }
}
