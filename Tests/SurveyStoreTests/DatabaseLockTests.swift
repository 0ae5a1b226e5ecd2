import Foundation
import Testing

@testable import SurveyStore

/// A lock that lives as long as a reference to it.
private final class Held {
  private let lock: DatabaseLock

  init(_ path: String, _ holder: String) throws { lock = try DatabaseLock(database: path, holder: holder) }
}

@Suite struct DatabaseLockTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private var path: String { scratch.file("survey.db") }

  /// Why the lock can't be had; `nil` where it could be.
  private func failure(at path: String? = nil) throws -> DatabaseLock.Failure? {
    do {
      _ = try Held(path ?? self.path, "me")
      return nil
    } catch let failure as DatabaseLock.Failure {
      return failure
    }
  }

  /// Who has the lock; `nil` where it could be had.
  private func holder() throws -> String? {
    guard case .held(let holder) = try failure() else { return nil }
    return holder
  }

  @Test func oneAtATimeEvenInOneProcess() throws {
    var lock: Held? = try Held(path, "process 1, scan 2026-11")
    #expect(try holder() == "process 1, scan 2026-11")
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(try holder() == nil)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path + "-lock")) == Data("me".utf8))
  }

  @Test func aShorterHolderLeavesNothingOfALongerOne() throws {
    var lock: Held? = try Held(path, String(repeating: "long ", count: 100))
    #expect(try holder()?.utf8.count == 256)
    withExtendedLifetime(lock) {}
    lock = nil
    lock = try Held(path, "short")
    #expect(try holder() == "short")
    withExtendedLifetime(lock) {}
  }

  @Test func aKilledProcessGivesItsLockBack() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = """
      import fcntl, sys, time
      file = open(sys.argv[1], "w")
      fcntl.flock(file, fcntl.LOCK_EX)
      file.write("process 4711, scan 2026-11")
      file.flush()
      print("held", flush=True)
      time.sleep(60)
      """
    process.arguments = ["python3", "-c", script, path + "-lock"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    #expect(pipe.fileHandleForReading.readData(ofLength: 5) == Data("held\n".utf8))
    #expect(try holder() == "process 4711, scan 2026-11")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try holder() == nil)
  }

  @Test func aLockThatCannotBeMadeSaysWhy() throws {
    guard case .unusable(let path, let number) = try failure(at: scratch.file("none/survey.db")) else {
      Issue.record("a lock in no folder")
      return
    }
    #expect(path == scratch.file("none/survey.db-lock"))
    #expect(number == ENOENT)
  }

  @Test func aLinkInTheLocksPlaceIsNotFollowed() throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "-lock", withDestinationPath: scratch.file("victim"))
    guard case .unusable(_, ELOOP) = try failure() else {
      Issue.record("a link was followed")
      return
    }
    #expect(!fileExists(scratch.file("victim")))
  }
}
