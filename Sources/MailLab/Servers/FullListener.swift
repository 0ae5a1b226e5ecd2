import Foundation

/// A listener that accepts nobody and whose queue is full, so that further SYNs are dropped.
final class FullListener: Sendable {
  private let descriptors: [Int32]

  init(at address: IPv4Address, port: Int) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw Self.failure(address, port) }
    var yes: Int32 = 1
    unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = UInt16(port).bigEndian
    name.sin_addr.s_addr = address.number.bigEndian
    let isListening = unsafe Self.call(&name) { unsafe bind(listener, $0, $1) == 0 && listen(listener, 0) == 0 }
    guard isListening else {
      let failure = Self.failure(address, port)
      close(listener)
      throw failure
    }
    var opened = [listener]
    // A queue of length 0 holds one; what is beyond it waits in vain.
    for _ in 0..<4 {
      let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
      guard client >= 0 else { break }
      opened.append(client)
      // In progress at best: whether it will ever be done is what the queue decides.
      _ = unsafe Self.call(&name) { unsafe connect(client, $0, $1) == 0 }
    }
    descriptors = opened
  }

  deinit { for descriptor in descriptors { close(descriptor) } }

  private static func call(
    _ name: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) -> Bool {
    unsafe withUnsafePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private static func failure(_ address: IPv4Address, _ port: Int) -> LaboratoryError {
    .cannotListen(address: address.description, port: port, reason: "errno \(errno)")
  }
}
