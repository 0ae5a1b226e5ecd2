import Glibc

/// Ends another thread's `poll`: an octet in a pipe that never blocks.
final class WakePipe: Sendable {
  /// Readable from `signal` until `clear`.
  let reader: Int32
  private let writer: Int32

  init() throws(ResolverError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .thread(errno: errno) }
    reader = ends[0]
    writer = ends[1]
    for end in ends {
      guard fcntl(end, F_SETFD, FD_CLOEXEC) == 0, fcntl(end, F_SETFL, O_NONBLOCK) == 0 else {
        throw .thread(errno: errno)
      }
    }
  }

  deinit {
    Glibc.close(reader)
    Glibc.close(writer)
  }

  /// Makes the reader readable. A full pipe is as good: it is readable already.
  func signal() {
    var octet: UInt8 = 0
    _ = unsafe write(writer, &octet, 1)
  }

  /// Takes out what is there.
  func clear() {
    var octets = [UInt8](repeating: 0, count: 64)
    _ = unsafe read(reader, &octets, octets.count)
  }
}
