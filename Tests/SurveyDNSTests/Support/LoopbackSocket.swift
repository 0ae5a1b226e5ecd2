import Glibc

/// A UDP socket on loopback that takes questions and, left alone, never answers.
final class LoopbackSocket: Sendable {
  let port: UInt16
  private let descriptor: Int32

  init() {
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = descriptor
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        let bound = unsafe bind(socket, pointer, length)
        return unsafe bound == 0 ? getsockname(socket, pointer, &length) : bound
      }
    }
    precondition(code == 0, "no loopback socket: errno \(errno)")
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }

  /// A port that nobody listened on a moment ago.
  static func freePort() -> UInt16 { LoopbackSocket().port }

  /// Makes a wait for a question end after this time.
  func wakeEvery(milliseconds: Int) {
    var time = timeval(tv_sec: 0, tv_usec: milliseconds * 1000)
    let length = socklen_t(MemoryLayout<timeval>.size)
    precondition(
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, length) == 0, "no receive timeout")
  }

  /// Waits for one question and answers it; an empty reply is not sent.
  func answer(_ reply: ([UInt8]) -> [UInt8]) {
    var query = [UInt8](repeating: 0, count: 4096)
    var peer = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    unsafe withUnsafeMutablePointer(to: &peer) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        let count = unsafe recvfrom(descriptor, &query, query.count, 0, pointer, &length)
        guard count > 0, case let reply = reply(Array(query.prefix(count))), !reply.isEmpty else { return }
        _ = unsafe sendto(descriptor, reply, reply.count, 0, pointer, length)
      }
    }
  }
}
