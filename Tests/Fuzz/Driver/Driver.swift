import FuzzTargets
import Glibc

/// What libFuzzer calls: the door named by `MXCENSUS_FUZZ_TARGET`. `Scripts/fuzz` builds it; it is no target of
/// Package.swift, as its modules are compiled for the fuzzer, with the coverage that it steers by.
private let target: FuzzTarget = {
  let name = unsafe getenv("MXCENSUS_FUZZ_TARGET").map { unsafe String(cString: $0) }
  guard let target = name.flatMap(FuzzTarget.init) else {
    fatalError("MXCENSUS_FUZZ_TARGET names one of \(FuzzTarget.allCases.map(\.rawValue))")
  }
  return target
}()

/// One input. A law that is broken ends the process, which libFuzzer takes for a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do throws(BrokenLaw) {
    try target.check(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    fatalError("broken law of \(target.rawValue): \(error)")
  }
  return 0
}
