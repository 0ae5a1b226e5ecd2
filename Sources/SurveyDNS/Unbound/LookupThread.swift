import CUnbound
import Glibc

/// What the thread of a `LookupLoop` knows; nothing here is ever touched by another thread.
final class LookupThread {
  /// One question that libunbound is working on. libunbound holds an unretained pointer to it: `inFlight` and
  /// `abandoned` keep it alive until the callback has come, can't come any more, or the context is deleted.
  final class Lookup {
    let key: Int
    let continuation: CheckedContinuation<LookupEnding, Never>
    var identifier: Int32 = 0
    unowned let thread: LookupThread

    init(key: Int, _ continuation: CheckedContinuation<LookupEnding, Never>, _ thread: LookupThread) {
      self.key = key
      self.continuation = continuation
      self.thread = thread
    }
  }

  private let context: UnboundContext
  private var inFlight: [Int: Lookup] = [:]
  private var abandoned: [Lookup] = []
  private var deadlines = DeadlineQueue()

  init(_ context: UnboundContext) { self.context = context }

  /// Serves the loop until it ends. Its last act is to delete the context, which joins libunbound's own thread.
  func run(_ loop: LookupLoop, _ wake: WakePipe) {
    var descriptors = [
      pollfd(fd: context.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake.reader, events: Int16(POLLIN), revents: 0),
    ]
    var broken = false
    while true {
      let (commands, life) = loop.take()
      for command in commands { handle(command) }
      // Answers first: after a stall of ours, one that has come must not be called late.
      if !broken, case let code = unsafe ub_process(context.pointer), code != 0 {
        broken = true
        for key in inFlight.keys { end(key, .refused(code: code)) }
      }
      for key in deadlines.expired(now: .now, inFlight: { inFlight[$0] != nil }) { end(key, .timeout) }
      switch life {
      case .open, .ended: break
      case .retiring: if inFlight.isEmpty, loop.mayEnd() { return }
      case .closing:
        for key in inFlight.keys { end(key, .cancelled) }
        if loop.mayEnd() { return }
      }
      // A broken pipe is readable for ever.
      descriptors[0].fd = broken ? -1 : context.descriptor
      let ready = unsafe poll(&descriptors, nfds_t(descriptors.count), waitingTime())
      precondition(ready >= 0 || errno == EINTR || errno == ENOMEM, "poll on own descriptors: errno \(errno)")
      if descriptors[1].revents != 0 { wake.clear() }
    }
  }

  /// Milliseconds until the next deadline, rounded up; -1 is for ever.
  private func waitingTime() -> Int32 {
    guard let deadline = deadlines.first(inFlight: { inFlight[$0] != nil }) else { return -1 }
    let (seconds, attoseconds) = (deadline - .now).components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
    return Int32(clamping: max(0, milliseconds))
  }

  private func handle(_ command: LookupLoop.Command) {
    switch command {
    case .ask(let key, let question, let timeout, let continuation):
      ask(Lookup(key: key, continuation, self), question, timeout)
    case .cancel(let key): end(key, .cancelled)
    }
  }

  private func ask(_ lookup: Lookup, _ question: Question, _ timeout: Duration) {
    inFlight[lookup.key] = lookup
    deadlines.add(key: lookup.key, timeout: timeout, now: .now)
    let code = unsafe ub_resolve_async(
      context.pointer, question.owner, Int32(question.type.rawValue), 1,
      Unmanaged.passUnretained(lookup).toOpaque(),
      { pointer, code, result in
        guard let pointer = unsafe pointer else { return }
        let lookup = unsafe Unmanaged<Lookup>.fromOpaque(pointer).takeUnretainedValue()
        unsafe lookup.thread.answered(lookup, code, result)
      }, &lookup.identifier)
    if code != 0 {
      // Not taken: there is no identifier, and no callback will come.
      inFlight[lookup.key] = nil
      lookup.continuation.resume(returning: .refused(code: code))
    }
  }

  /// Called back from within `ub_process`.
  private func answered(_ lookup: Lookup, _ code: Int32, _ result: UnsafeMutablePointer<ub_result>?) {
    defer { unsafe ub_resolve_free(result) }
    guard inFlight.removeValue(forKey: lookup.key) != nil else { return }
    guard code == 0, let result = unsafe result else {
      lookup.continuation.resume(returning: .refused(code: code))
      return
    }
    lookup.continuation.resume(returning: .answer(unsafe Answer(result.pointee)))
  }

  /// Ends a lookup for a reason of ours; one that has ended before is left alone.
  private func end(_ key: Int, _ ending: LookupEnding) {
    guard let lookup = inFlight.removeValue(forKey: key) else { return }
    // Where libunbound can't promise that no callback will come, the lookup must outlive the context.
    if unsafe ub_cancel(context.pointer, lookup.identifier) != 0 { abandoned.append(lookup) }
    lookup.continuation.resume(returning: ending)
  }
}

extension Answer {
  /// Copies what a callback brings.
  fileprivate init(_ result: ub_result) {
    var records: [[UInt8]] = []
    if unsafe result.havedata != 0, let data = unsafe result.data, let lengths = unsafe result.len {
      var index = 0
      while let record = unsafe data[index] {
        records.append(unsafe Array(UnsafeRawBufferPointer(start: record, count: Int(lengths[index]))))
        index += 1
      }
    }
    self.init(
      rcode: unsafe result.rcode, records: records,
      canonicalName: unsafe result.canonname.map { unsafe String(cString: $0) },
      secure: unsafe result.secure != 0, bogus: unsafe result.bogus != 0,
      whyBogus: unsafe result.why_bogus.map { unsafe String(cString: $0) })
  }
}
