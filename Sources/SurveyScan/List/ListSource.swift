import Glibc

/// The octets of a file or of standard input, a chunk at a time.
struct ListSource: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private let isRegular: Bool
  /// Octets read so far.
  private(set) var offset = 0

  private static let chunkLength = 1 << 18

  /// Opens a file; `-` is standard input. To open a named pipe waits for its writer, so that it has a thread, too.
  init(_ path: String) async throws(ListReadError) {
    self.path = path
    let opened = await ListSource.onThread {
      let descriptor = unsafe path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
      return descriptor >= 0 ? .success(descriptor) : .failure(ErrorNumber(value: errno))
    }
    switch opened {
    case .success(let descriptor): self.descriptor = descriptor
    case .failure(let error): throw .open(path: path, errno: error.value)
    }
    var status = stat()
    isRegular = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// The next octets; empty at the end.
  ///
  /// A pipe or terminal may keep one waiting for ever, so that each read of one has a thread of its own; a thread
  /// costs little beside a chunk's parsing. A read that waits can't be cancelled.
  mutating func next() async throws(ListReadError) -> [UInt8] {
    let descriptor = descriptor
    let chunk: Result<[UInt8], ErrorNumber>
    if isRegular {
      chunk = ListSource.read(descriptor)
    } else {
      chunk = await ListSource.onThread { ListSource.read(descriptor) }
    }
    switch chunk {
    case .success(let octets):
      offset += octets.count
      return octets
    case .failure(let error): throw .read(path: path, offset: offset, errno: error.value)
    }
  }

  private struct ErrorNumber: Error {
    let value: Int32
  }

  /// Runs a call that may wait on a thread of its own.
  private static func onThread<Value: Sendable>(
    _ call: @escaping @Sendable () -> Result<Value, ErrorNumber>
  ) async -> Result<Value, ErrorNumber> {
    await withCheckedContinuation { continuation in
      let code = startThread { continuation.resume(returning: call()) }
      if code != 0 { continuation.resume(returning: .failure(ErrorNumber(value: code))) }
    }
  }

  private static func read(_ descriptor: Int32) -> Result<[UInt8], ErrorNumber> {
    var code: Int32 = 0
    let octets = unsafe [UInt8](unsafeUninitializedCapacity: chunkLength) { buffer, count in
      while true {
        let length = unsafe Glibc.read(descriptor, buffer.baseAddress, chunkLength)
        code = length < 0 ? errno : 0
        count = max(0, length)
        if code != EINTR { return }
      }
    }
    return code == 0 ? .success(octets) : .failure(ErrorNumber(value: code))
  }
}

/// Runs a body on a new detached thread; returns 0 or the `errno`.
private func startThread(_ body: @escaping @Sendable () -> Void) -> Int32 {
  final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  let passed = unsafe Unmanaged.passRetained(Body(body))
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread, nil,
    { pointer in
      if let pointer = unsafe pointer { unsafe Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
      return nil
    }, passed.toOpaque())
  if code == 0 { pthread_detach(thread) } else { unsafe passed.release() }
  return code
}
